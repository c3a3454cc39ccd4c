#!/usr/bin/env python3
"""Recomputes a proof of Plenum's audit log. Needs Python 3 and nothing else.

    curl -s -b cookies http://127.0.0.1:8080/api/v1/audit/proof/0 | python3 verify-audit-proof.py

Exits 0 if the entry is in the tree whose root the checkpoint names, 1 if not, 2 if the input is no proof. The
checkpoint's signature is not checked here: see audit.md, "Check the signature".
"""
import base64
import hashlib
import json
import sys


def root(index, size, leaf, hashes):
    """RFC 9162, section 2.1.3.2, with the hashes of RFC 6962, section 2.1."""
    node, last, result = index, size - 1, hashlib.sha256(b"\x00" + leaf).digest()
    for sibling in hashes:
        if last == 0:
            raise ValueError("the proof has too many hashes")
        if node & 1 or node == last:
            result = hashlib.sha256(b"\x01" + sibling + result).digest()
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = hashlib.sha256(b"\x01" + result + sibling).digest()
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("the proof has too few hashes")
    return result


def main():
    try:
        proof = json.load(sys.stdin)
        index, size = int(proof["index"]), int(proof["treeSize"])
        leaf = base64.b64decode(proof["leaf"], validate=True)
        hashes = [base64.b64decode(text, validate=True) for text in proof["hashes"]]
        origin, signed_size, signed_root = proof["checkpoint"].split("\n")[:3]
        signed_root = base64.b64decode(signed_root, validate=True)
    except (KeyError, TypeError, ValueError) as error:
        print(f"not a proof: {error!r}", file=sys.stderr)
        return 2
    try:
        if not 0 <= index < size or str(size) != signed_size:
            raise ValueError("index, tree size and checkpoint do not fit together")
        if any(len(text) != 32 for text in hashes):
            raise ValueError("a hash is not 32 bytes long")
        if root(index, size, leaf, hashes) != signed_root:
            raise ValueError("the entry does not lead to the signed root")
    except ValueError as error:
        print(f"REFUSED: {error}", file=sys.stderr)
        return 1
    print(f"entry {index} is in the tree of {size} entries of {origin}:")
    print(leaf.decode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
