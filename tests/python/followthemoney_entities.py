"""Reads FollowTheMoney entities with the library's own model: schemata, properties, ends of links.

    followthemoney_entities.py FILE

Prints how many entities of each schema there are.
"""

import json
import sys
from collections import Counter

from followthemoney import model
from followthemoney.exc import InvalidData
from followthemoney.types import registry


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as lines:
        entities = [json.loads(line) for line in lines]
    proxies = {}
    for data in entities:
        schema = model.get(data["schema"])
        if schema is None:
            sys.exit(f"no schema {data['schema']}")
        try:
            schema.validate(data)
        except InvalidData as fault:
            sys.exit(f"{data}: {fault.errors}")
        # Values that the type cleans away were no such values.
        proxy = model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            kept = proxy.get(name, quiet=False)
            if len(kept) != len(values) and schema.get(name).type is not registry.text:
                sys.exit(f"{data['id']}: {name} keeps {kept} of {values}")
        if data["id"] in proxies:
            sys.exit(f"{data['id']} comes twice")
        proxies[data["id"]] = proxy
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            if prop.type == registry.entity:
                end = proxies.get(value)
                if end is None:
                    sys.exit(f"{proxy.id}: nobody is {value}")
                if not end.schema.is_a(prop.range):
                    sys.exit(f"{proxy.id}: {prop.name} is a {end.schema.name}, not a {prop.range.name}")
    names = sorted(proxy.caption for proxy in proxies.values() if not proxy.schema.edge and proxy.schema.name != "Article")
    json.dump({"schemata": Counter(proxy.schema.name for proxy in proxies.values()), "names": names}, sys.stdout)


main()
