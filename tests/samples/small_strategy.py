"""A small strategy that uses every block there is, to be printed in each layout."""

PARAGRAPH = (
    "Productivity in the valley fell behind the national average in 2009 and has not recovered, "
    "although firms in chemicals, offshore fabrication and scientific instruments export more per "
    "employee than their competitors. The difficulty lies in the unglamorous middle of the region, "
    "where few managers have been offered training and official statistics find little investment."
)


def source(layout: str, status: str = "agreed") -> str:
    body = "\n\n".join([PARAGRAPH] * 6)
    return f"""+++
title = "Test Vale Local Industrial Strategy"
subtitle = "A place to be tested"
place = "Test Vale"
lead_body = "Test Vale Partnership"
status = "{status}"
published = "2019-07"
layout = "{layout}"
running_head = "Test Vale Strategy"
+++
# Foreword

{PARAGRAPH}

# Ideas

## Research

{PARAGRAPH}[^a]

> Nothing is finer than a flow of final figures.

{body}

We will:
- open a low-carbon test centre by 2022
- fund 40 fellowships[^b] with the university

1. numbered, first

:::box Case study: The office
A box holds text. It lists:
- one thing
- another thing
:::

### Detail

:::table ruled Table 1: Measures
Indicator | Baseline | Target | By when
Firms doing research and development | 20% (2017) | 30% | 2030
Firms known to us | – | 400 |
:::

{body}

:::figure Figure 1: Jobs by sector
Advanced manufacturing | 14
Logistics and warehousing | 9.5
:::

:::table unruled Table 2: More measures
Indicator | Baseline | Target | By when
Premises with full fibre | 4% | 60% | 2025
:::

# Delivery

{body}

:::include joint

[^a]: Office for National Statistics, 2018.
[^b]: Two fellows were appointed in 2017.
"""
