given = wb.data("two_matrices")
posts = given["posts"].copy()
posts["half"] = np.where(pd.to_datetime(posts["date"]) < pd.Timestamp("2026-04-06"), "early", "late")
goods = pd.Series(given["goods"], name="goods_tag").rename_axis("tag").reset_index()
sold = goods.merge(given["shelf"], on="goods_tag", how="left").set_index("tag")["orders"]
table = posts.groupby("tag").agg(posts=("date", "size"), seen=("exposures", "sum"), liked=("interactions", "sum"))
halves = posts.pivot_table(index="tag", columns="half", values=["exposures", "interactions"], aggfunc="sum")
rate = halves["interactions"] / halves["exposures"]
total = posts[["exposures", "interactions"]].sum()
by_half = posts.groupby("half")[["exposures", "interactions"]].sum().eval("interactions / exposures")
two_matrices = pd.DataFrame(
    {
        "exposure_index": table["seen"] / table["posts"] / (total["exposures"] / len(posts)) * 100,
        "interaction_index": table["liked"] / table["seen"] / (total["interactions"] / total["exposures"]) * 100,
        "sales_index": sold / table["posts"] / (sold.sum() / len(posts)) * 100,
        "growth_index": rate["late"] / rate["early"] / (by_half["late"] / by_half["early"]) * 100,
    }
)[table["posts"] > 99]
high = two_matrices >= 100
two_matrices["seeding"] = np.select(
    [high["exposure_index"] & high["interaction_index"], high["interaction_index"], high["exposure_index"]],
    ["主推", "潜力", "空热"],
    "观望",
)
two_matrices["conversion"] = pd.Categorical(
    np.select([high["sales_index"] & high["growth_index"], high["growth_index"], high["sales_index"]], ["守住", "机会", "收割"], "放下")
)
two_matrices = two_matrices.sort_values("sales_index")
