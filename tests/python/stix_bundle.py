"""Reads a STIX 2.1 bundle with the stix2 library, which checks every object, and checks that no reference dangles.

    stix_bundle.py FILE

Prints how many objects of each type there are.
"""

import json
import sys
from collections import Counter

import stix2


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        bundle = stix2.parse(file.read(), allow_custom=False, version="2.1")
    ids = Counter(str(thing["id"]) for thing in bundle.objects)
    doubled = [known for known, count in ids.items() if count > 1]
    if doubled:
        sys.exit(f"{doubled} come more than once")
    for thing in bundle.objects:
        references = [thing.get(name) for name in ("source_ref", "target_ref", "created_by_ref")]
        for reference in references + list(thing.get("object_refs", [])):
            if reference is not None and str(reference) not in ids:
                sys.exit(f"{thing['id']}: nothing is {reference}")
    json.dump(
        {
            "types": Counter(thing["type"] for thing in bundle.objects),
            "names": sorted(
                thing["name"]
                for thing in bundle.objects
                if thing["type"] in ("identity", "location") and thing.get("identity_class") != "system"
            ),
            "relationships": sorted(Counter(thing["relationship_type"] for thing in bundle.objects if thing["type"] == "relationship").items()),
        },
        sys.stdout,
    )


main()
