from genmarketing.themes.trend_report.models import funnel, returns

given = wb.data("campaign_returns")
benchmark = list(given["benchmark"].values())
parts = []
for (platform, pricing), days in given["log"].groupby(["platform", "pricing"], sort=False):
    [(_, margin, anyway)] = given["terms"].query("platform == @platform").itertuples(index=False)
    spend, revenue = days["spend"].sum(), days["revenue"].sum()
    rates = funnel.pass_rates(days[["impressions", "clicks", "visits", "enquiries", "orders"]].sum().tolist())
    gains = funnel.gain_to_benchmark(1.0, rates.tolist(), benchmark)
    parts.append(
        pd.Series(
            {
                "platform": platform,
                "pricing": pricing,
                "ctr": rates[0],
                "roas": returns.roas(revenue, spend),
                "break_even": returns.break_even_roas(margin),
                "roi": returns.roi(revenue, spend, margin),
                "romi": returns.romi(revenue * (1 - anyway), spend, margin),
                # 补到同行那么高时，多出的订单最多的一层，就是离同行最远的一层
                "weakest": funnel.LAYERS[1 + int(np.argmax(gains))],
            }
        )
    )
campaign_returns = pd.DataFrame(parts)
