using System.Text;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Tests.Scenarios.Syntax;

/// <summary>Any bytes are answered with a sentence about them.</summary>
public sealed class HostileFilesTests
{
    private const string Fine = "scenario: sample\ndrivers: [x]\nworkload: [load]\n";

    [TestCase("", "VS1001")]
    [TestCase("\n\n  \n", "VS1001")]
    [TestCase("# only\n# comments\n", "VS1001")]
    [TestCase("---\n...\n", "VS1107")]
    [TestCase("just text", "VS1103")]
    [TestCase("- a\n- list\n", "VS1103")]
    [TestCase("a: \0b\n", "VS1004")]
    [TestCase("a: \u0007b\n", "VS1004")]
    [TestCase("a: \u0085b\n", "VS1004")]
    [TestCase("a: \u202Eb\n", "VS1005")]
    [TestCase("a: \u2028b\n", "VS1005")]
    [TestCase("a: &x 1\n", "VS1014")]
    [TestCase("a: !!str 1\n", "VS1015")]
    [TestCase("a: !include b.yaml\n", "VS1015")]
    [TestCase("? [a, b]\n: 1\n", "VS1018")]
    [TestCase("{: 1}\n", "VS1018")]
    [TestCase("a: [1, 2\nb: 3\n", "VS1010")]
    [TestCase("a: \"open\n", "VS1010")]
    [TestCase("a: 1\n  b: 2\n", "VS1010")]
    [TestCase("a: ]\n", "VS1010")]
    [TestCase("%YAML 99999999999.1\n---\na: 1\n", "VS1010")]
    [TestCase("<<: *base\n", "VS1013")]
    public void Read_hostile_text_gives_the_diagnostic(string text, string code) =>
        Assert.That(Script.Read(text).Diagnostics.Select(d => d.Code), Has.Member(code));

    [TestCase("[")]
    [TestCase("{")]
    [TestCase("[{a: ")]
    [TestCase("- ")]
    [TestCase("? ")]
    public void Read_100000_nested_brackets_is_refused(string bracket)
    {
        ScenarioDocument document = Script.Read(string.Concat(Enumerable.Repeat(bracket, 100_000)));

        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "VS1012" }));
    }

    [Test]
    public void Read_64_levels_are_read_and_65_are_not()
    {
        Assert.That(Codes(Nested(62)), Has.No.Member("VS1012"));
        Assert.That(Codes(Nested(64)), Has.Member("VS1012"));

        static string Nested(int lists) => Fine + "says: " + new string('[', lists) + new string(']', lists) + "\n";
        static IEnumerable<string> Codes(string text) => Script.Read(text).Diagnostics.Select(d => d.Code);
    }

    [Test]
    public void Read_billion_laughs_is_refused_at_every_alias()
    {
        var script = new StringBuilder(Fine + "a: &a [lol]\n");
        for (char c = 'b'; c < 'k'; c++)
        {
            script.Append(c).Append(": &").Append(c).Append(" [").Append(string.Join(", ",
                Enumerable.Repeat("*" + (char)(c - 1), 9))).Append("]\n");
        }

        ScenarioDocument document = Script.Read(script.ToString());

        Assert.That(document.Diagnostics.Count(d => d.Code == "VS1013"), Is.EqualTo(9 * 9));
        Assert.That(document.Scenario, Is.Null);
    }

    [Test]
    public void Read_10_megabytes_are_refused_unread() =>
        Assert.That(Script.Read(new byte[10 * 1024 * 1024]).Diagnostics.Single().ToString(),
            Is.EqualTo("scenarios/sample.yaml(1,1): error VS1002: the file has 10485760 bytes; a script may have 1048576"));

    [Test]
    public void Read_one_megabyte_of_anything_ends()
    {
        string[] fillers = ["a: x\n", "x ", "#\n", "\"", "- load\n", "a,", "&a ", "!t ", "|\n ", "'", "\\", "? a\n", "[a]: ", "0"];
        foreach (string filler in fillers)
        {
            string text = string.Concat(Enumerable.Repeat(filler, 1_000_000 / filler.Length));
            Assert.That(Script.Read(text).Diagnostics, Is.Not.Empty, filler);
        }
    }

    [TestCase("utf-16", "UTF-16")]
    [TestCase("utf-16BE", "UTF-16")]
    [TestCase("utf-32", "UTF-32")]
    public void Read_wide_encoding_with_mark_is_named(string encoding, string name)
    {
        Encoding wide = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. wide.GetPreamble(), .. wide.GetBytes(Fine)];

        Assert.That(Script.Read(bytes).Diagnostics.Single().Message, Is.EqualTo($"the file is {name}; save it as UTF-8"));
    }

    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    public void Read_wide_encoding_without_mark_is_recognised(string encoding) =>
        Assert.That(Script.Read(Encoding.GetEncoding(encoding).GetBytes(Fine)).Diagnostics.Single().Message,
            Is.EqualTo("the file is UTF-16 without a byte order mark; save it as UTF-8"));

    [Test]
    public void Read_code_page_bytes_point_at_the_byte()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("scenario: sample\nsays: M"), 0xFC, .. "ller\n"u8];

        Diagnostic diagnostic = Script.Read(bytes).Diagnostics.Single();

        Assert.That((diagnostic.Code, diagnostic.Span.Line, diagnostic.Span.Column), Is.EqualTo(("VS1003", 2, 8)));
    }

    [Test]
    public void Read_executable_is_refused() =>
        Assert.That(Script.Read([.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF]).Diagnostics.Single().Code, Is.EqualTo("VS1003"));

    [TestCase("\uFEFF")]
    [TestCase("")]
    public void Read_byte_order_mark_and_crlf_change_nothing(string mark)
    {
        ScenarioDocument document = Script.Read(mark + Fine.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.That(document.Diagnostics, Is.Empty);
        Assert.That(document.ContentHash, Is.EqualTo(Script.Read(Fine).ContentHash));
        Assert.That(document.Scenario!.Workload[0].Source.ToString(), Is.EqualTo("3,12"));
    }

    [Test]
    public void Read_second_document_is_refused() =>
        Assert.That(Script.Read(Fine + "---\n" + Fine).Diagnostics.Single().ToString(), Is.EqualTo(
            "scenarios/sample.yaml(4,1): error VS1016: a file holds one scenario; a second document starts here"));

    [Test]
    public void Read_duplicate_keys_are_all_reported_with_the_first_line()
    {
        ScenarioDocument document = Script.Read(Fine + "says: a\nsays: b\nsystem: { profile: windows-xp-x86, profile: windows-10-x64 }\n");

        Assert.That(document.Diagnostics.Select(d => d.ToString()), Is.EqualTo(new[]
        {
            "scenarios/sample.yaml(5,1): error VS1017: the key 'says' stands in line 4 already",
            "scenarios/sample.yaml(6,36): error VS1017: the key 'profile' stands in line 6 already",
        }));
    }

    [Test]
    public void Read_homoglyph_key_is_named_by_its_character()
    {
        // The first letter is U+0455 CYRILLIC SMALL LETTER DZE.
        Diagnostic diagnostic = Script.Read(Fine + "\u0455ays: a\n").Diagnostics.Single();

        Assert.That(diagnostic.Code, Is.EqualTo("VS1101"));
        Assert.That(diagnostic.Message, Does.Contain("it contains the character U+0455"));
        Assert.That(diagnostic.Suggestion, Is.EqualTo("says"));
    }

    [Test]
    public void Read_thousands_of_errors_are_bounded()
    {
        string keys = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"bad{i}: 1\n"));

        IReadOnlyList<Diagnostic> diagnostics = Script.Read(Fine + keys).Diagnostics;

        Assert.That(diagnostics, Has.Count.EqualTo(DiagnosticBag.Maximum + 1));
        Assert.That(diagnostics[^1].Message, Is.EqualTo("49000 more problems are not shown"));
    }

    [Test]
    public void Read_mutilated_scripts_never_throws()
    {
        const string Alphabet = "[]{}:,-#&*!|>'\"%@`\n\t \\?0aZé\u0000";
        byte[] whole = Encoding.UTF8.GetBytes(Samples.Everything);
        var random = new Random(2010);
        for (int round = 0; round < 2_000; round++)
        {
            List<byte> bytes = [.. whole];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                int at = random.Next(bytes.Count);
                bytes.RemoveRange(at, Math.Min(random.Next(8), bytes.Count - at));
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Alphabet.Substring(random.Next(Alphabet.Length), 1)));
            }

            ScenarioDocument document = Script.Read([.. bytes]);
            Assert.That(document.Scenario is null, Is.EqualTo(document.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error)));
        }
    }
}
