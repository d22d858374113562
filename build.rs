fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = std::env::var("OUT_DIR").unwrap();
    for e in std::fs::read_dir("/work/wt/mention/target/debug/build/griot-a91dbe9363099b63/out").unwrap() {
        let e = e.unwrap();
        std::fs::copy(e.path(), format!("{out}/{}", e.file_name().to_string_lossy())).unwrap();
    }
}
