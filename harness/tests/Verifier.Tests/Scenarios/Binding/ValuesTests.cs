using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

public sealed class ValuesTests
{
    [TestCase("10ms", 100_000)]
    [TestCase("1.5s", 15_000_000)]
    [TestCase("8min", 4_800_000_000)]
    [TestCase("2 h", 72_000_000_000)]
    [TestCase("0.1us", 1)]
    public void Duration_counts_100_ns(string text, long ticks) =>
        Assert.That(((AdvanceOperation)Script.Workload($"  - advance: {text}")[0]).By.Ticks, Is.EqualTo(ticks));

    [TestCase("10", "VS1203", "has no unit; write 10ms, 10s or 10min")]
    [TestCase("ten ms", "VS1203", "is not a duration")]
    [TestCase("-1s", "VS1203", "is not a duration")]
    [TestCase("0ms", "VS1202", "must be more than 0")]
    [TestCase("0.05us", "VS1203", "is finer than the 100 ns in which the kernel counts")]
    [TestCase("9000h", "VS1202", "is out of range: at most 365 days")]
    [TestCase("99999999999999999999h", "VS1203", "is not a duration")]
    [TestCase("'10ms\n\n '", "VS1203", "has a line break")]
    public void Duration_other_text_is_refused(string text, string code, string problem)
    {
        Diagnostic diagnostic = Script.ReadPart($"workload:\n  - load\n  - advance: {text}").Diagnostics.Single();
        Assert.That((diagnostic.Code, diagnostic.Message.Contains(problem, StringComparison.Ordinal)), Is.EqualTo((code, true)),
            diagnostic.Message);
    }

    [TestCase("0", 0)]
    [TestCase("64", 64)]
    [TestCase("0x40", 64)]
    [TestCase("64B", 64)]
    [TestCase("2KiB", 2048)]
    [TestCase("2KB", 2000)]
    [TestCase("1.5 MiB", 1_572_864)]
    public void Size_is_in_bytes(string text, int bytes) =>
        Assert.That(Request<ReadOperation>($"read: {{ on: h, length: {text} }}").Length, Is.EqualTo(bytes));

    [TestCase("-1", "VS1202")]
    [TestCase("17MiB", "VS1202")]
    [TestCase("99999999999999999999999999999999", "VS1202")]
    [TestCase("0xFFFFFFFFFFFFFFFFFFFFFFFF", "VS1202")]
    [TestCase("1.5B", "VS1204")]
    [TestCase("lots", "VS1204")]
    [TestCase("1e6", "VS1204")]
    [TestCase("", "VS1107")]
    public void Size_other_text_is_refused(string text, string code) =>
        Assert.That(RequestProblem($"read: {{ on: h, length: {text} }}").Code, Is.EqualTo(code));

    [TestCase("6%", 3, 50)]
    [TestCase("600/10000", 3, 50)]
    [TestCase("0.06", 3, 50)]
    [TestCase("1", 1, 1)]
    [TestCase("100%", 1, 1)]
    [TestCase("0.5%", 1, 200)]
    public void Rate_is_an_exact_fraction(string text, long numerator, long denominator) =>
        Assert.That(When($"probability: {text}").Probability, Is.EqualTo(new Rate(numerator, denominator)));

    [Test]
    public void Rate_bare_number_above_one_says_why() =>
        Assert.That(WhenProblem("probability: 6", DiagnosticCodes.BadRate).Message, Is.EqualTo(
            "'6' is a bare number above 1, which means percent to one tool and chances in 10,000 to another (Driver Verifier):"
            + " write 6% or 6/10000"));

    [TestCase("0", "VS1202")]
    [TestCase("101%", "VS1202")]
    [TestCase("3/2", "VS1202")]
    [TestCase("1/0", "VS1202")]
    [TestCase("-1%", "VS1205")]
    [TestCase("often", "VS1205")]
    public void Rate_other_text_is_refused(string text, string code) =>
        Assert.That(Script.ReadPart($"faults: [ {{ fail: pool, when: {{ probability: {text} }} }} ]").Diagnostics.Single().Code,
            Is.EqualTo(code));

    [TestCase("\">= 64\"", 64, long.MaxValue)]
    [TestCase("\"> 64\"", 65, long.MaxValue)]
    [TestCase("\"<= 4KiB\"", 0, 4096)]
    [TestCase("\"<4KiB\"", 0, 4095)]
    [TestCase("64..128", 64, 128)]
    [TestCase("64 .. 1 KiB", 64, 1024)]
    [TestCase("64", 64, 64)]
    public void Comparison_becomes_a_range(string text, long minimum, long maximum) =>
        Assert.That(Where($"size: {text}").Size, Is.EqualTo(new Comparison(minimum, maximum)));

    [TestCase("\"< 0\"")]
    [TestCase("128..64")]
    [TestCase("\">= many\"")]
    [TestCase("\"=> 64\"")]
    [TestCase("\"64 128\"")]
    public void Comparison_other_text_is_refused(string text) =>
        Assert.That(Script.Bad($"faults: [ {{ fail: pool, where: {{ size: {text} }} }} ]", DiagnosticCodes.BadComparison).Span.Line,
            Is.EqualTo(4));

    [TestCase("PASSIVE_LEVEL", 0, 0)]
    [TestCase("\">= DISPATCH_LEVEL\"", 2, 31)]
    [TestCase("\"< DISPATCH_LEVEL\"", 0, 1)]
    [TestCase("DIRQL", 3, 31)]
    [TestCase("5", 5, 5)]
    public void Irql_becomes_a_range(string text, long minimum, long maximum) =>
        Assert.That(Where($"irql: {text}").Irql, Is.EqualTo(new Comparison(minimum, maximum)));

    [Test]
    public void Ordinals_are_sorted() =>
        Assert.That(When("nth: [7..9, 3]").Nth, Is.EqualTo(new[] { new OrdinalRange(3, 3), new OrdinalRange(7, 9) }));

    [TestCase("0", "VS1202")]
    [TestCase("9..7", "VS1209")]
    [TestCase("[3, 1..5]", "VS1209")]
    [TestCase("7-9", "VS1209")]
    [TestCase("[]", "VS1106")]
    [TestCase("1..2..3", "VS1209")]
    public void Ordinals_other_text_is_refused(string text, string code) =>
        Assert.That(Script.ReadPart($"faults: [ {{ fail: pool, when: {{ nth: {text} }} }} ]").Diagnostics.Single().Code, Is.EqualTo(code));

    [TestCase("text:héllo: x", 9)]
    [TestCase("text:", 0)]
    [TestCase("hex:00 FF a0", 3)]
    [TestCase("fill:1500:AA", 1500)]
    [TestCase("fill:4KiB:0", 4096)]
    [TestCase("random:16MiB", 16 * 1024 * 1024)]
    public void Data_has_its_length(string text, int length) =>
        Assert.That(Request<WriteOperation>($"write: {{ on: h, data: \"{text}\" }}").Data.Length, Is.EqualTo(length));

    [TestCase("hello", "does not start with a kind of data")]
    [TestCase("hex:0", "odd number")]
    [TestCase("hex:zz", "something else than hex digits")]
    [TestCase("fill:10", "is not fill:LENGTH:BYTE")]
    [TestCase("fill:10:100", "is not fill:LENGTH:BYTE")]
    [TestCase("fill:10:-1", "is not fill:LENGTH:BYTE")]
    [TestCase("fill:999999999:00", "out of range")]
    [TestCase("random:-1", "out of range")]
    public void Data_other_text_is_refused(string text, string problem) =>
        Assert.That(RequestProblem($"write: {{ on: h, data: \"{text}\" }}").Message, Does.Contain(problem));

    [Test]
    public void Data_file_is_read_once_and_enters_the_hash()
    {
        var files = new SampleFiles().With("data/input.bin", [1, 2, 3]);
        const string Part = "workload:\n  - load\n  - open: { device: \\D, as: h }\n"
            + "  - write: { on: h, data: \"file:data/input.bin\" }\n  - write: { on: h, data: \"file:data/input.bin\" }";

        FileData data = (FileData)((WriteOperation)Script.Good(Part, files).Workload[2]).Data;

        Assert.That(data.Bytes, Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(files.Asked, Is.EqualTo(new[] { "data/input.bin" }));
        Assert.That(Script.ReadPart(Part, new SampleFiles().With("data/input.bin", [1, 2, 4])).ContentHash,
            Is.Not.EqualTo(Script.ReadPart(Part, files).ContentHash));
    }

    [TestCase("../secret")]
    [TestCase("a/../../secret")]
    [TestCase("/etc/passwd")]
    [TestCase("C:secret")]
    [TestCase("a\\\\b")]
    [TestCase("a//b")]
    [TestCase("./a")]
    [TestCase("NUL")]
    [TestCase("com1.txt")]
    [TestCase("a.")]
    [TestCase("a ")]
    [TestCase("*")]
    [TestCase("")]
    public void Data_file_outside_the_folder_is_never_asked_for(string path)
    {
        var files = new SampleFiles();

        Diagnostic diagnostic = RequestProblem($"write: {{ on: h, data: \"file:{path}\" }}", files);

        Assert.That(diagnostic.Code, Is.EqualTo("VS1213"));
        Assert.That(files.Asked, Is.Empty);
    }

    [Test]
    public void Data_files_are_bounded_together()
    {
        var files = new SampleFiles();
        string items = "workload:\n  - load\n  - open: { device: \\D, as: h }\n";
        for (int i = 0; i < 5; i++)
        {
            files.With($"f{i}", new byte[DataLiteral.MaximumLength]);
            items += $"  - write: {{ on: h, data: \"file:f{i}\" }}\n";
        }

        Assert.That(Script.Bad(items, DiagnosticCodes.BadFile, files).Span.Line, Is.EqualTo(10));
    }

    [TestCase("yes")]
    [TestCase("True")]
    [TestCase("1")]
    public void Switch_only_true_and_false(string text) =>
        Assert.That(WhenProblem($"persistent: {text}", DiagnosticCodes.BadSwitch).Message, Does.Contain("neither true nor false"));

    [TestCase("mem*")]
    [TestCase("a?c")]
    [TestCase("1234")]
    [TestCase("*")]
    public void Tag_pattern_is_accepted(string tag) => Assert.That(Where($"tag: \"{tag}\"").Tags, Is.EqualTo(new[] { new Glob(tag) }));

    [TestCase("Array")]
    [TestCase("tägs")]
    [TestCase("*abcde*")]
    [TestCase("")]
    public void Tag_that_can_match_nothing_is_refused(string tag) =>
        Assert.That(Script.Bad($"faults: [ {{ fail: pool, where: {{ tag: \"{tag}\" }} }} ]", DiagnosticCodes.BadPattern).Span.Line,
            Is.EqualTo(4));

    private static FaultWhen When(string words) => Script.Good($"faults: [ {{ fail: pool, when: {{ {words} }} }} ]").Faults[0].When;

    private static Diagnostic WhenProblem(string words, DiagnosticCode code) =>
        Script.Bad($"faults: [ {{ fail: pool, when: {{ {words} }} }} ]", code);

    private static FaultWhere Where(string words) => Script.Good($"faults: [ {{ fail: pool, where: {{ {words} }} }} ]").Faults[0].Where;

    private static T Request<T>(string item)
        where T : Operation => (T)Script.Workload("  - open: { device: \\D, as: h }\n  - " + item)[1];

    private static Diagnostic RequestProblem(string item, SampleFiles? files = null) =>
        Script.ReadPart("workload:\n  - load\n  - open: { device: \\D, as: h }\n  - " + item, files).Diagnostics.Single();
}
