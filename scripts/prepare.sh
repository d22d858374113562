#!/usr/bin/env bash
# Installs what the build needs and the machine lacks: libclang (RocksDB's bindings are generated with it), clang
# (RocksDB is compiled with it, see .cargo/config.toml) and the C++ library that comes with g++.
# Says what it does; does nothing where all is there.
set -euo pipefail

missing=()
# libclang-cpp.so, which comes with other packages, is another library and does not serve.
find_libclang() {
    [ -n "${LIBCLANG_PATH:-}" ] && return 0
    ldconfig -p 2>/dev/null | grep -q 'libclang\(-[0-9.]*\)\?\.so' && return 0
    compgen -G '/usr/lib/llvm-*/lib/libclang.so*' >/dev/null || compgen -G '/usr/lib/llvm-*/lib/libclang-[0-9]*.so*' >/dev/null
}
find_libclang || missing+=(libclang-dev)
[ -n "${CXX:-}" ] || command -v clang++ >/dev/null || missing+=(clang)
command -v c++ >/dev/null || missing+=(g++)
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "Griot needs libclang, clang and the C++ library of g++; please install ${missing[*]} or their like with your system's packages, then run make again. With another C++20 compiler in CXX, clang need not be there." >&2
    exit 1
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "Installing ${missing[*]} (RocksDB, the store's engine, is compiled with them) …"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
