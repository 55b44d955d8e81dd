from genmarketing.themes.gen_vs_digital.models import need_finding


def question_gain(belief, answers, slip):
    table = pd.DataFrame({"name": [f"第 {n} 款" for n in range(len(belief))], "问题": answers})
    catalogue = need_finding.Catalogue.from_table(table, ["问题"], slip)
    return catalogue.information_gain(np.array(belief), 0)
