using Verifier.Cli.Text;

namespace Verifier.Tests.Cli.Text;

public sealed class TextTableTests
{
    [Test]
    public void WriteTo_aligns_and_leaves_no_blanks_at_line_ends() => Assert.That(
        Written(hasColours: false),
        Is.EqualTo(string.Join(
            '\n',
            "name    count  note",
            "a           1",
            @"longer     22  x\u0007y",
            "")));

    [Test]
    public void WriteTo_with_colours_has_the_same_columns()
    {
        var plain = Written(hasColours: false);
        var coloured = Written(hasColours: true);
        Assert.That(coloured, Does.Contain("\u001b[31mlonger\u001b[0m"));
        Assert.That(coloured.Replace("\u001b[31m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal), Is.EqualTo(plain));
    }

    private static string Written(bool hasColours)
    {
        var table = new TextTable("name", ">count", "note");
        table.Add("a", 1, "");
        table.Add(new Cell("longer", Colour.Red), 22, "x\u0007y");
        using var output = new StringWriter { NewLine = "\n" };
        table.WriteTo(output, hasColours);
        return output.ToString();
    }
}
