"""`python -m geodata`: what the geography can answer from the command line."""

import argparse
from collections.abc import Sequence

from geodata import boundaries, build, layer_commands, place_command
from geodata.geometry import GeometryError, Point
from geodata.words import LANGUAGES, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it could answer, 1 when the place is not in Jinan, 2 when it is no place."""
    parser = argparse.ArgumentParser(prog="python -m geodata", description="Geography of Jinan.")
    commands = parser.add_subparsers(dest="command", required=True)
    rebuild = commands.add_parser("build", help="rebuild and check the data files (see SOURCES.md)", add_help=False)
    for layer in ("boundaries", "areas"):
        commands.add_parser(layer, help=say(LANGUAGES[0], f"help_{layer}"), add_help=False)
    locate = commands.add_parser("locate", help="print the district in which a place lies")
    locate.add_argument("longitude", type=float, metavar="LON", help="degrees east, CGCS2000 or WGS 84")
    locate.add_argument("latitude", type=float, metavar="LAT", help="degrees north")
    place_command.add_to(commands)
    options, rest = parser.parse_known_args(arguments)
    if options.command == "build":
        return build.main(rest)
    if options.command in ("boundaries", "areas"):
        return layer_commands.main(options.command, rest)
    if rest:
        rebuild.error(f"unrecognized arguments: {' '.join(rest)}")
    if options.command == "place":
        return place_command.run(options)
    return print_district(options.longitude, latitude=options.latitude)


def print_district(longitude: float, *, latitude: float) -> int:
    """Print code and names, or a dash; the two numbers are named because their order is easily lost."""
    try:
        point = Point(latitude=latitude, longitude=longitude)
    except GeometryError as error:
        print(error.reason)
        return 2
    found = boundaries.district(boundaries.district_of(point) or "")
    if found is None:
        print("—")
        return 1
    print(f"{found.code} {found.name} {found.name_en}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
