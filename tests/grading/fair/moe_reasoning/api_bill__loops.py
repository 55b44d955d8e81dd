given = wb.data("api_bill")
books = {}
for row in sorted(given["log"].to_dict("records"), key=lambda r: (r["conversation"], r["turn"])):
    book = books.setdefault(row["conversation"], {"context": given["system_tokens"], "in": 0, "out": 0, "full": 0})
    book["context"] += row["user_tokens"]
    book["in"] += book["context"]
    book["context"] += row["reply_tokens"]
    book["out"] += row["reply_tokens"]
    book["full"] |= int(book["context"] > given["window"])
api_bill = [
    {
        "conversation": name,
        "yuan": book["in"] / 1e6 * given["price_in"] + book["out"] / 1e6 * given["price_out"],
        "full": bool(book["full"]),
        "input_tokens": float(book["in"]),
        "output_tokens": book["out"],
    }
    for name, book in reversed(books.items())
]
