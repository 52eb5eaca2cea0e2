"""Every provider keeps the same promises on recorded answers; nobody online is asked unless that is set up."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from geodata import providers
from geodata.choosing import metres_apart
from geodata.geocoding import find
from geodata.geometry import Point
from geodata.providers import ProviderError, Query, amap, asking, nominatim, tianditu
from geodata.providers.offline import Offline
from geodata.providers.remembering import Remembering

ANSWERS = Path(__file__).parent / "answers"
PLACE = Point(longitude=117.014228, latitude=36.652205)
MAKE = {
    "amap": lambda ask: amap.Amap("secret-key", ask=ask),
    "tianditu": lambda ask: tianditu.Tianditu("secret-key", ask=ask),
    "nominatim": lambda ask: nominatim.Nominatim("https://search.example.org", ask=ask),
}
EACH = pytest.mark.parametrize("name", MAKE)


def recorded(name, asked=None):
    """What a service would answer, and a list of what it was asked."""

    def ask(address, parameters):
        if asked is not None:
            asked.append((address, dict(parameters)))
        return json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))

    return ask


@EACH
def test_what_lies_in_jinan_comes_back_in_wgs84_and_nothing_else(name):
    provider = MAKE[name](recorded(name))
    found = provider.find(Query("测试路1号"))
    assert [one.source for one in found] == [name]
    assert metres_apart(found[0].point, PLACE) < 1
    assert (found[0].district, found[0].reason) == ("370102", "online")
    assert found[0].precision in {"site", "street"}
    assert found[0].uses_osm == (name == "nominatim")


@EACH
def test_what_lies_in_another_district_is_dropped(name):
    assert MAKE[name](recorded(name)).find(Query("测试路1号", district="商河县")) == []
    assert MAKE[name](recorded(name)).find(Query("商河县测试路1号")) == []


@EACH
def test_the_city_and_the_district_are_asked_for(name):
    asked = []
    MAKE[name](recorded(name, asked)).find(Query("测试路1号", district="历下区"))
    assert "济南市历下区测试路1号" in json.dumps(asked, ensure_ascii=False).replace("\\", "")


@pytest.mark.parametrize(("name", "answer"), [("amap", "amap_refused"), ("tianditu", "tianditu_refused")])
def test_a_refusal_is_an_error_and_not_nothing(name, answer):
    with pytest.raises(ProviderError) as caught:
        MAKE[name](recorded(answer)).find(Query("测试路1号"))
    assert caught.value.reason == "refused"


def test_nothing_found_is_no_error():
    assert MAKE["tianditu"](recorded("tianditu_nothing")).find(Query("测试路1号")) == []


@EACH
@pytest.mark.parametrize(
    "answer", [None, {}, [], {"status": "1", "geocodes": [{}]}, {"status": "0", "location": 3}, [3]]
)
def test_garbage_is_an_error(name, answer):
    provider = MAKE[name](lambda *_: answer)
    if name == "nominatim" and answer == []:
        assert provider.find(Query("测试路1号")) == []
        return
    with pytest.raises(ProviderError):
        provider.find(Query("测试路1号"))


def test_a_key_is_not_shown():
    assert "secret-key" not in repr(MAKE["amap"](None)) + repr(MAKE["tianditu"](None))


def test_online_is_asked_only_where_nothing_here_gives_a_place():
    asked = []
    online = [MAKE["amap"](recorded("amap", asked))]
    for text in ("大明湖", "全市老旧小区改造", "墨西哥城海外仓", "117.014228,36.652205"):
        assert find(text, online=online)[0].source != "amap"
    assert asked == []
    assert find("测试路1号", online=online)[0].source == "amap"


def test_a_broken_service_leaves_the_offline_answer():
    def broken(*_):
        raise ProviderError("unreachable")

    found = find("历下区测试路1号", online=[MAKE["amap"](broken), MAKE["tianditu"](recorded("tianditu"))])
    assert found[0].source == "tianditu"
    assert find("历下区测试路1号", online=[MAKE["amap"](broken)])[0].reason == "district_stated"


def test_offline_is_a_provider_too():
    assert Offline().find(Query("大明湖"))[0].district == "370102"


def test_an_answer_is_kept_with_its_source_and_date(tmp_path):
    asked = []
    first = Remembering(MAKE["amap"](recorded("amap", asked)), tmp_path)
    found = first.find(Query("测试路1号"))
    again = Remembering(MAKE["amap"](recorded("amap", asked)), tmp_path).find(Query("测试路1号"))
    assert again == found
    assert len(asked) == 1
    line = json.loads(first.file.read_text(encoding="utf-8"))
    assert (line["source"], line["text"]) == ("amap", "测试路1号")
    assert line["asked_at"][:2] == "20"
    assert "secret-key" not in first.file.read_text(encoding="utf-8")


def test_a_broken_or_old_line_of_the_cache_is_asked_again(tmp_path):
    asked = []
    cached = Remembering(MAKE["amap"](recorded("amap", asked)), tmp_path)
    cached.file.write_text(
        'no json\n{"text": "测试路1号"}\n'
        '{"text":"测试路1号","district":"","limit":5,"asked_at":"2020-01-01T00:00:00+00:00","found":[]}\n',
        encoding="utf-8",
    )
    assert cached.find(Query("测试路1号"))
    assert len(asked) == 1


def test_the_environment_says_who_is_asked(monkeypatch, tmp_path):
    for variable in providers.SETTINGS.values():
        monkeypatch.delenv(variable, raising=False)
    assert providers.configured() == ()
    monkeypatch.setenv("GEODATA_NOMINATIM_URL", "https://search.example.org")
    monkeypatch.setenv("GEODATA_AMAP_KEY", "k")
    monkeypatch.setenv("GEODATA_CACHE", str(tmp_path))
    assert [one.name for one in providers.configured()] == ["amap", "nominatim"]


class Service(BaseHTTPRequestHandler):
    """Answers as the path says."""

    def do_GET(self):
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()
            return
        self.send_response(500 if self.path.startswith("/broken") else 200)
        self.end_headers()
        body = {"/json": b'{"a": 1}', "/text": b"<html>", "/huge": b" " * (asking.LONGEST_ANSWER + 1)}
        self.wfile.write(body.get(self.path.partition("?")[0], b""))

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def service():
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/broken", "refused"), ("/moved", "refused"), ("/text", "unreadable"), ("/huge", "unreadable")],
)
def test_a_bad_answer_is_an_error_with_a_reason(service, path, reason):
    with pytest.raises(ProviderError) as caught:
        asking.get_json(service + path, {"q": "济南"})
    assert caught.value.reason == reason


def test_json_comes_back(service):
    assert asking.get_json(service + "/json", {"q": "济南"}) == {"a": 1}


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://127.0.0.1:1/nobody"])
def test_no_other_scheme_and_nobody_home(address):
    with pytest.raises(ProviderError):
        asking.get_json(address, {})
