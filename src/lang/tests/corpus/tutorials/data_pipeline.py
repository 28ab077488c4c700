"""A report from CSV and JSON: reading, cleaning, grouping, statistics, dates, writing files, logging to a stream."""
import csv
import io
import json
import logging
import statistics
import sys
import tempfile
from collections import defaultdict
from contextlib import redirect_stdout, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate, chain, groupby, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Iterable, Iterator, NamedTuple, Optional

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)-7s %(name)s: %(message)s")
log = logging.getLogger("report")
RAW = """date,region,product,units,price
2024-01-03,north,apple,10,1.20
2024-01-03,south,"pear, green",4,2.50
2024-01-15,north,apple,,1.25
2024-02-01,south,apple,12,1.30
2024-02-30,south,apple,1,1.30
2024-02-11,west,kiwi,seven,0.5
2024-02-14,north,"pear, green",20,2.25
"""


@dataclass(frozen=True, order=True)
class Sale:
    when: datetime
    region: str
    product: str
    units: int
    price: float = field(compare=False)

    @property
    def total(self) -> float:
        return round(self.units * self.price, 2)


class Problem(NamedTuple):
    line: int
    text: str
    value: Optional[str] = None


def read(lines: Iterable[str], problems: list[Problem]) -> Iterator[Sale]:
    for number, row in enumerate(csv.DictReader(lines), start=2):
        try:
            yield Sale(datetime.strptime(row["date"], "%Y-%m-%d"), row["region"], row["product"], int(row["units"]), float(row["price"]))
        except ValueError as error:
            problems.append(Problem(number, str(error), row["units"]))
            log.warning("line %d: %s", number, error)


problems: list[Problem] = []
sales = sorted(read(io.StringIO(RAW), problems))
log.info("%d sales, %d problems", len(sales), len(problems))
log.debug("not shown")
for sale in sales:
    print(f"{sale.when:%d %b %Y} {sale.region:<6}{sale.product:<12}{sale.units:>4} {sale.total:>7.2f}")
print(problems[0], problems[-1]._asdict())
totals: dict[str, float] = defaultdict(float)
for sale in sales:
    totals[sale.region] += sale.total
print(dict(totals), max(totals, key=totals.get))
for month, group in groupby(sales, key=lambda s: s.when.strftime("%Y-%m")):
    group = list(group)
    print(month, len(group), f"{sum(map(attrgetter('total'), group)):.2f}", {s.product for s in group} == {"apple", "pear, green"})
values = [s.total for s in sales]
print(f"{statistics.mean(values):.3f} {statistics.median(values):.3f} {statistics.pstdev(values):.3f} {statistics.quantiles(values, n=4)}")
print([round(x, 2) for x in accumulate(values)], list(islice(chain(values, [0]), 1, 4)))
print(replace(sales[0], units=1), asdict(sales[-1])["product"], sales[0] < sales[1], hash(sales[0]) == hash(replace(sales[0])))
with suppress(AttributeError, TypeError):
    sales[0].units = 5
    print("never")
with tempfile.TemporaryDirectory() as folder:
    target = Path(folder) / "out" / "report.json"
    target.parent.mkdir(parents=True)
    target.write_text(json.dumps({"totals": totals, "sales": [asdict(s) | {"when": s.when.isoformat()} for s in sales[:2]]}, indent=2, sort_keys=True))
    print(target.read_text())
    back = json.loads(target.read_text(), object_hook=lambda d: {k.upper(): v for k, v in d.items()})
    print(back["TOTALS"], [s["PRODUCT"] for s in back["SALES"]])
    with open(target.with_suffix(".csv"), "w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=["region", "total"], quoting=csv.QUOTE_NONNUMERIC)
        writer.writeheader()
        writer.writerows({"region": r, "total": t} for r, t in sorted(totals.items(), key=itemgetter(1), reverse=True))
    print(repr(target.with_suffix(".csv").read_bytes()), sorted(p.name for p in target.parent.iterdir()), target.suffix, target.stem)
start = datetime(2024, 2, 27, 22, 30)
print([(start + timedelta(days=d, hours=d)).strftime("%a %d.%m %H:%M") for d in range(4)], (datetime(2024, 3, 1) - start).total_seconds())
buffer = io.StringIO()
with redirect_stdout(buffer):
    print("hidden", 1, sep="-")
print(repr(buffer.getvalue()))
try:
    json.loads('{"a": [1, 2,]}')
except json.JSONDecodeError as error:
    log.error("bad json: %s", error)
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
