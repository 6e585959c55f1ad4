"""The contestant in Python: the same work as the library, as one would write it here to be fast.

Reads `encode COUNT` or `decode COUNT` per line, answers with the seconds that took. The first line is the requests as JSON.
"""

import json
import struct
import sys
import time

SIZE = struct.Struct("<H")
MAX_BLOCK_BYTES = 0xFFFF


def encode(pairs):
    pack = SIZE.pack
    parts = []
    for name, value in pairs:
        if not name:
            raise ValueError("empty name")
        name = name.encode("latin-1")
        value = value.encode("latin-1")
        parts += (pack(len(name)), name, pack(len(value)), value)
    block = b"".join(parts)
    if len(block) > MAX_BLOCK_BYTES:
        raise ValueError("block too big")
    return block


def decode(block):
    unpack = SIZE.unpack_from
    text = block.decode("latin-1")
    end = len(block)
    pairs = []
    at = 0
    while at < end:
        name_at = at + 2
        if name_at > end:
            raise ValueError("cut off")
        (size,) = unpack(block, at)
        if size == 0:
            raise ValueError("empty name")
        value_size_at = name_at + size
        value_at = value_size_at + 2
        if value_at > end:
            raise ValueError("cut off")
        (size,) = unpack(block, value_size_at)
        at = value_at + size
        if at > end:
            raise ValueError("cut off")
        pairs.append((text[name_at:value_size_at], text[value_at:at]))
    return pairs


def main():
    requests = [[tuple(pair) for pair in pairs] for pairs in json.loads(sys.stdin.readline())]
    blocks = [encode(pairs) for pairs in requests]
    assert [decode(block) for block in blocks] == requests
    work = {"encode": (encode, requests), "decode": (decode, blocks)}
    for line in sys.stdin:
        direction, rounds = line.split()
        function, inputs = work[direction]
        start = time.perf_counter()
        for _ in range(int(rounds)):
            for item in inputs:
                function(item)
        print(time.perf_counter() - start, flush=True)


main()
