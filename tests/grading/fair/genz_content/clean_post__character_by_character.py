def clean_post(text, simplified, kept):
    def narrow(char):
        if "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ":
            return chr(ord(char) - 65248)
        return " " if char == "\u3000" else char

    def is_han(char):
        return 0x4E00 <= ord(char) <= 0x9FFF

    chars = []
    for char in text:
        char = narrow(char)
        chars.append(simplified[char] if char in simplified else char)
    out, at = "", 0
    while at < len(chars):
        end = at
        bracket = chars[at] == "（"
        if bracket:
            end += 1
        start = end
        while end < len(chars) and "a" <= chars[end] <= "z":
            end += 1
        letters = "".join(chars[start:end])
        if bracket and letters and end < len(chars) and chars[end] == "）":
            end += 1
        elif bracket:
            letters = ""
        between = at > 0 and is_han(chars[at - 1]) and end < len(chars) and is_han(chars[end])
        if letters and between and letters not in kept:
            at = end
        elif letters and not bracket:
            out += letters
            at = end
        else:
            out += chars[at]
            at += 1
    return out
