"""The members of archives, however they are packed and whatever has happened to them."""

import io
import random
import zipfile

import pytest

from perfeval_xl.bureau.sources import Tally, found_in

TOLD = ("压缩包已损坏", "压缩包中的这个文件已损坏", "压缩包用了特殊的压缩方式", "压缩包加了密码", "文件是空的")


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_one_wrong_byte_anywhere_is_a_sentence_or_no_harm(packing, tmp_path):
    content, stream = bytes(random.Random(1).choices(range(250), k=60)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as packed:
        packed.writestr("甲.xlsx", content)
    problems = set()
    for place, byte in enumerate(stream.getvalue()):
        damaged = bytearray(stream.getvalue())
        damaged[place] = byte ^ 0xFF
        (tmp_path / "报送.zip").write_bytes(damaged)
        for source in found_in(tmp_path, frozenset(), Tally()):
            problems.add(source.problem)
            assert source.problem or source.data == content
    assert "" in problems and len(problems) > 2
    assert all(problem.startswith(TOLD) for problem in problems - {""})
