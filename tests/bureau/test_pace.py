"""How far a long reading is and how long the rest takes: told when it is known, never a mere guess."""

from perfeval_xl.bureau.pace import Pace


def told(seconds, done, total):
    now = [0.0]
    pace = Pace("读取自评表", lambda: now[0])
    now[0] = seconds
    return pace.told(done, total)


def test_the_rest_is_estimated_from_the_pace_so_far():
    assert told(10, 100, 300) == "读取自评表 100/300，约剩 20 秒"
    assert told(90, 100, 300) == "读取自评表 100/300，约剩 3 分 0 秒"
    assert told(65, 200, 400) == "读取自评表 200/400，约剩 1 分 5 秒"
    assert told(1.5, 299, 300) == "读取自评表 299/300，约剩 1 秒"


def test_nothing_is_guessed_at_the_beginning_nor_at_the_end():
    assert told(0.5, 100, 300) == "读取自评表 100/300"
    assert told(10, 2, 300) == "读取自评表 2/300"
    assert told(10, 300, 300) == "读取自评表 300/300"
