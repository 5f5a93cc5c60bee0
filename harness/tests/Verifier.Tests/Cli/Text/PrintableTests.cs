using Verifier.Cli.Text;

namespace Verifier.Tests.Cli.Text;

public sealed class PrintableTests
{
    [TestCase("plain, with ü and 漢 and 😀")]
    [TestCase("")]
    public void Line_harmless_text_is_left_alone(string text) => Assert.That(Printable.Line(text), Is.EqualTo(text));

    [TestCase("a\u001b[31mb", @"a\u001B[31mb")]
    [TestCase("two\nlines\r", @"two\u000Alines\u000D")]
    [TestCase("\u202Eright to left", @"\u202Eright to left")]
    [TestCase("zero\u200Bwidth", @"zero\u200Bwidth")]
    [TestCase("\u009b2J", @"\u009B2J")]
    public void Line_what_moves_a_terminal_is_escaped(string text, string escaped) => Assert.That(Printable.Line(text), Is.EqualTo(escaped));

    // No attribute can hold half a character.
    [Test]
    public void Line_half_a_character_is_escaped() =>
        Assert.That(Printable.Line("half " + (char)0xD83D), Is.EqualTo(@"half \uD83D"));
}
