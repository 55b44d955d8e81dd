given = wb.data("api_bill")
log = given["log"].sort_values(["conversation", "turn"]).copy()
grouped = log.groupby("conversation")
said = grouped["user_tokens"].cumsum() + grouped["reply_tokens"].cumsum()
log["after"] = given["system_tokens"] + said
log["sent"] = log["after"] - log["reply_tokens"]
api_bill = log.groupby("conversation").agg(
    input_tokens=("sent", "sum"), output_tokens=("reply_tokens", "sum"), longest=("after", "max")
)
api_bill["full"] = api_bill.pop("longest") > given["window"]
prices = np.array([given["price_in"], given["price_out"]])
api_bill["yuan"] = (api_bill[["input_tokens", "output_tokens"]] * prices).sum(axis=1) / 1e6
