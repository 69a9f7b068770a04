#!/usr/bin/env python3
"""Makes src/Tollgate/Analytics/Reports/Pdf/letters.ttf from DejaVu Sans: the letters that a printed statement has beyond the standard fonts.

usage: eng/letters.py DejaVuSans.ttf letters.ttf
"""
import struct
import sys

RANGES = [(0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x205E),
          (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2190, 0x2199), (0x2200, 0x226F), (0x25A0, 0x25CF)]
COMPOSITE_MORE, COMPOSITE_WORDS, COMPOSITE_SCALE, COMPOSITE_XY, COMPOSITE_2X2 = 0x20, 0x01, 0x08, 0x40, 0x80


def tables(data):
    count = struct.unpack(">H", data[4:6])[0]
    entries = (struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i]) for i in range(count))
    return {tag.decode(): data[offset:offset + length] for tag, _, offset, length in entries}


def characters(cmap):
    """The format 4 table: code point to glyph."""
    count = struct.unpack(">H", cmap[2:4])[0]
    for i in range(count):
        _, _, offset = struct.unpack(">HHI", cmap[4 + 8 * i:12 + 8 * i])
        if struct.unpack(">H", cmap[offset:offset + 2])[0] == 4:
            break
    segments = struct.unpack(">H", cmap[offset + 6:offset + 8])[0] // 2
    read = lambda at: struct.unpack(">%dH" % segments, cmap[at:at + 2 * segments])
    ends, starts = read(offset + 14), read(offset + 16 + 2 * segments)
    deltas, places = read(offset + 16 + 4 * segments), read(offset + 16 + 6 * segments)
    found = {}
    for i in range(segments):
        for code in range(starts[i], ends[i] + 1):
            glyph = code
            if places[i]:
                at = offset + 16 + 6 * segments + 2 * i + places[i] + 2 * (code - starts[i])
                glyph = struct.unpack(">H", cmap[at:at + 2])[0]
                if glyph == 0:
                    continue
            glyph = (glyph + deltas[i]) & 0xFFFF
            if glyph and code != 0xFFFF:
                found[code] = glyph
    return found


def parts(glyph):
    """The places of component numbers in a composite glyph."""
    if len(glyph) < 10 or struct.unpack(">h", glyph[:2])[0] >= 0:
        return
    at = 10
    while True:
        flags, number = struct.unpack(">HH", glyph[at:at + 4])
        yield at + 2, number
        at += 4 + (4 if flags & COMPOSITE_WORDS else 2)
        at += 2 if flags & COMPOSITE_SCALE else 4 if flags & COMPOSITE_XY else 8 if flags & COMPOSITE_2X2 else 0
        if not flags & COMPOSITE_MORE:
            return


def cmap4(codes):
    """A cmap with one format 4 table; glyphs are numbered in the order of their code points within each run."""
    runs = []
    for code, glyph in sorted(codes.items()):
        if runs and code == runs[-1][1] + 1 and glyph == runs[-1][2] + code - runs[-1][0]:
            runs[-1][1] = code
        else:
            runs.append([code, code, glyph])
    runs.append([0xFFFF, 0xFFFF, 0])
    count = len(runs)
    power = 1
    while power * 2 <= count:
        power *= 2
    pack = lambda values: struct.pack(">%dH" % count, *values)
    body = pack(run[1] for run in runs) + b"\0\0" + pack(run[0] for run in runs) + pack((run[2] - run[0]) & 0xFFFF for run in runs) + pack(0 for _ in runs)
    table = struct.pack(">HHHHHHH", 4, 14 + len(body), 0, count * 2, power * 2, power.bit_length() - 1, (count - power) * 2) + body
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def checksum(data):
    data += b"\0" * (-len(data) % 4)
    return sum(struct.unpack(">%dI" % (len(data) // 4), data)) & 0xFFFFFFFF


def main(source, target):
    font = tables(open(source, "rb").read())
    is_long = struct.unpack(">h", font["head"][50:52])[0]
    total = struct.unpack(">H", font["maxp"][4:6])[0]
    loca = struct.unpack(">%dI" % (total + 1), font["loca"][:4 * total + 4]) if is_long else [2 * at for at in struct.unpack(">%dH" % (total + 1), font["loca"][:2 * total + 2])]
    glyph = lambda number: font["glyf"][loca[number]:loca[number + 1]]
    known = {code: number for code, number in characters(font["cmap"]).items() if any(low <= code <= high for low, high in RANGES)}
    order = [0]
    for code in sorted(known):
        if known[code] not in order:
            order.append(known[code])
    for number in order:
        order.extend(part for _, part in parts(glyph(number)) if part not in order)
    place = {number: i for i, number in enumerate(order)}

    shapes, offsets = b"", [0]
    for number in order:
        shape = bytearray(glyph(number))
        for at, part in parts(bytes(shape)):
            shape[at:at + 2] = struct.pack(">H", place[part])
        shapes += bytes(shape) + b"\0" * (-len(shape) % 4)
        offsets.append(len(shapes))

    wide = struct.unpack(">H", font["hhea"][34:36])[0]
    metric = lambda number: font["hmtx"][4 * number:4 * number + 4] if number < wide else font["hmtx"][4 * wide - 4:4 * wide - 2] + font["hmtx"][4 * wide + 2 * (number - wide):][:2]
    head = bytearray(font["head"])
    head[50:52] = struct.pack(">h", 1)
    head[8:12] = b"\0\0\0\0"
    made = {
        "cmap": cmap4({code: place[number] for code, number in known.items()}), "cvt ": font["cvt "], "fpgm": font["fpgm"], "glyf": shapes, "head": bytes(head),
        "hhea": font["hhea"][:34] + struct.pack(">H", len(order)), "hmtx": b"".join(metric(number) for number in order), "loca": struct.pack(">%dI" % len(offsets), *offsets),
        "maxp": font["maxp"][:4] + struct.pack(">H", len(order)) + font["maxp"][6:], "prep": font["prep"],
    }
    power = 8
    out, bodies = struct.pack(">IHHHH", 0x00010000, len(made), power * 16, power.bit_length() - 1, (len(made) - power) * 16), b""
    for tag, body in sorted(made.items()):
        out += struct.pack(">4sIII", tag.encode(), checksum(body), 12 + 16 * len(made) + len(bodies), len(body))
        bodies += body + b"\0" * (-len(body) % 4)
    whole = bytearray(out + bodies)
    at = whole.index(made["head"])
    whole[at + 8:at + 12] = struct.pack(">I", (0xB1B0AFBA - checksum(bytes(whole))) & 0xFFFFFFFF)
    open(target, "wb").write(whole)
    print(f"{len(known)} letters, {len(order)} shapes, {len(whole)} bytes")


main(*sys.argv[1:])
