using Verifier.Cli.Text;

namespace Verifier.Tests.Cli.Text;

public sealed class TerminalWriterTests
{
    private static readonly string s_pair = char.ConvertFromUtf32(0x1F600);

    [TestCase("plain, with ü and 漢\tand a tab\n", "plain, with ü and 漢\tand a tab\n")]
    [TestCase("a\u001b[31mb\u009b2J", @"a\u001B[31mb\u009B2J")]
    [TestCase("one\r\ntwo\u2028", "one\\u000D\ntwo\\u2028")]
    [TestCase("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F\u061C", @"\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F\u061C")]
    public void What_a_terminal_would_obey_is_written_out(string text, string shown) => Assert.That(Shown(w => w.Write(text)), Is.EqualTo(shown));

    [Test]
    public void No_way_to_write_goes_past_it()
    {
        const string esc = "\u001b";
        var shown = Shown(w =>
        {
            w.Write(esc[0]);
            w.Write(esc.ToCharArray());
            w.Write(esc.AsSpan());
            w.Write("{0}", esc);
            w.Write((object)esc);
            w.Write(new System.Text.StringBuilder(esc));
            w.WriteLine(esc);
            w.WriteLine(esc.AsSpan());
            w.WriteLine("{0}", esc);
            w.WriteLine(esc[0]);
            w.WriteAsync(esc).Wait();
            w.WriteLineAsync(esc).Wait();
        });
        Assert.That(shown.Replace("\n", string.Empty, StringComparison.Ordinal), Is.EqualTo(string.Concat(Enumerable.Repeat(@"\u001B", 12))));
    }

    [Test]
    public void Pair_of_surrogates_in_two_writes_is_one_character_and_half_a_pair_is_none()
    {
        Assert.That(Shown(w => Array.ForEach([.. s_pair], w.Write)), Is.EqualTo(s_pair));
        Assert.That(Shown(w => w.Write($"half {s_pair[0]}")), Is.EqualTo(@"half \uD83D"));
        Assert.That(Shown(w => w.Write($"{s_pair[1]} half")), Is.EqualTo(@"\uDE00 half"));
    }

    [Test]
    public void Colours_of_the_program_pass()
    {
        Assert.That(Shown(w => w.Write(Colour.Red, "a\u001bb", isWanted: true)), Is.EqualTo("\u001b[31ma\\u001Bb\u001b[0m"));
        Assert.That(Shown(w => w.Write(Colour.Red, "ab", isWanted: false)), Is.EqualTo("ab"));
    }

    [Test]
    public void First_failure_is_kept_and_nothing_is_thrown()
    {
        using var writer = TerminalWriter.Around(new StreamWriter(new FullDisk()) { AutoFlush = true });
        Assert.That(writer.Problem, Is.Null);
        Assert.That(() => writer.WriteLine("lost"), Throws.Nothing);
        Assert.That(() => writer.WriteLine("lost too"), Throws.Nothing);
        Assert.That(writer.Problem, Is.EqualTo("disk full 1"));
        Assert.That(writer.Dispose, Throws.Nothing);
    }

    private static string Shown(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var writer = TerminalWriter.Around(text);
        write(writer);
        writer.Flush();
        return text.ToString();
    }

    private sealed class FullDisk : MemoryStream
    {
        private int _tried;

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException($"disk full {++_tried}.");

        public override void Write(byte[] buffer, int offset, int count) => Write([]);
    }
}
