from genmarketing.themes.audience_assets.models import bg_nbd

given = wb.data("repeat_forecast")
x, t_x, T = given["customers"][["x", "t_x", "T"]].to_numpy(float).T
model = bg_nbd.fit(x, t_x, T)
one = given["regular"]
repeat_forecast = {
    "total": model.future_purchases(given["weeks"], x, t_x, T).sum(),
    "regular": model.future_purchases(given["weeks"], one["x"], one["t_x"], one["T"]),
    "newcomer": model.expected_purchases(given["weeks"]),
}
