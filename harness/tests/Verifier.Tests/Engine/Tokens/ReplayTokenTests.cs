using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Tokens;

/// <summary>The text of a token: what goes in comes out, and any slip of copying is noticed.</summary>
public sealed class ReplayTokenTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_. ,=/+\n\u00E4";

    private static readonly ReplayToken Sample = new()
    {
        ScenarioPath = "scenarios/fast/update-array.yaml",
        ScenarioHash = "0123456789abcdef",
        Driver = "array-cache-naive",
        BuildHash = "fedcba9876543210",
        Seed = 42,
        Variation = Everything,
        TraceHash = 0x0123_4567_89AB_CDEF,
    };

    private static Variation Everything => new()
    {
        RestsScriptFaults = true,
        Contents = new OtherContents(255, [new OrdinalRange(1, 7), new OrdinalRange(9, 9)]),
        WithoutOptions = Verifier.Kernel.DriverVerifierOptions.PoolTracking,
        Points = [new FaultPointRef(7, false), new FaultPointRef(12, true), new FaultPointRef(13, false) { Shape = FailureShape.AllButOnePage }],
        Dice = new ThrownDice(Rate.Of(600, 10_000), ulong.MaxValue),
        Limits = new SystemLimits { NonPagedPoolBytes = 65536, PagedPoolBytes = 131072, SystemPtes = 0, MapRegisters = 3 },
        LeftOut = [new OperationId(3, 1), new OperationId(4, 2)],
        Cut = [new CutTransfer(new OperationId(6, 2), 100)],
        Spared = [new OrdinalRange(9, 9), new OrdinalRange(14, long.MaxValue)],
        Probed = new OperationId(5, 7),
        Echoes = 3,
    };

    [TestCase(true)]
    [TestCase(false)]
    public void Answers_for_missing_imports_are_read_back(bool hasPlace)
    {
        var token = Sample with
        {
            Stubs = [new ImportStub("FsRtlFoo", 7), new ImportStub("#12", ulong.MaxValue)],
            Place = hasPlace ? new FaultPlace(7, 1, "ExAllocatePoolWithTag in Add") : null,
        };
        Assert.That(ReplayToken.TryParse(token.ToString(), out var read, out var error), error);
        Assert.That(read!.Stubs, Is.EqualTo(token.Stubs));
        Assert.That(read.ToString(), Is.EqualTo(token.ToString()));
    }

    [Test]
    public void Variation_is_read_back_in_every_part()
    {
        var text = VariationText.Write(Everything);
        var read = VariationText.Parse(text)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Is.EqualTo("f7,12+,13:all-but-one-page;o3,4#2;c6#2=100;p9,14-9223372036854775807;d3/50,18446744073709551615;n65536;g131072;t0;m3;u255,1-7,9;v8;b5#7;e3;x"));
            Assert.That(read.RestsScriptFaults, Is.True);
            Assert.That(read.Points, Is.EqualTo(Everything.Points));
            Assert.That((read.Contents!.Pattern, read.Contents.Allocations), Is.EqualTo((Everything.Contents!.Pattern, Everything.Contents.Allocations)));
            Assert.That(read.LeftOut, Is.EqualTo(Everything.LeftOut));
            Assert.That((read.Cut.Single(), read.Spared[0], read.Spared[1]), Is.EqualTo((Everything.Cut[0], Everything.Spared[0], Everything.Spared[1])));
            Assert.That((read.Dice, read.Limits, read.Probed, read.Echoes, read.WithoutOptions),
                Is.EqualTo((Everything.Dice, Everything.Limits, Everything.Probed, Everything.Echoes, Everything.WithoutOptions)));
        }
    }

    [TestCase("f")]
    [TestCase("f1,x")]
    [TestCase("f1:")]
    [TestCase("f1:null")]
    [TestCase("f:one-page")]
    [TestCase("q3")]
    [TestCase("d3/0,1")]
    [TestCase("d3/50")]
    [TestCase("b1,2")]
    [TestCase("o1#0")]
    [TestCase("e-1")]
    [TestCase("v0")]
    [TestCase("c6")]
    [TestCase("c6=x")]
    [TestCase("p1-2-3")]
    [TestCase("p")]
    [TestCase("u256")]
    [TestCase("u0,0")]
    [TestCase("u0,7-5")]
    [TestCase("u0,1-2-3")]
    [TestCase("v4294967296")]
    [TestCase("n99999999999999999999")]
    public void Variation_that_nobody_wrote_is_not_read(string text) => Assert.That(VariationText.Parse(text), Is.Null);

    private static readonly string Text = Sample.ToString();

    [Test]
    public void Token_begins_with_its_version_and_is_one_word() => Assert.That(Text, Does.Match(@"^vr3\.[A-Za-z0-9_-]+\.[0-9a-f]{8}$"));

    [Test]
    public void Round_trip_keeps_everything() => AssertRoundTrip(Sample);

    [Test]
    public void Round_trip_keeps_the_place_of_the_fault() =>
        AssertRoundTrip(Sample with { Place = new FaultPlace(0xFEDC_BA98_7654_3210, 3, "ExAllocatePoolWithTag in Store") });

    [TestCase("")]
    [TestCase("0123456789abcdef ExAllocatePool in Store")]
    [TestCase("0123456789abcdef#0 ExAllocatePool in Store")]
    [TestCase("0123456789abcdef#1")]
    [TestCase("store#1 ExAllocatePool in Store")]
    public void Place_that_nobody_wrote_is_not_read(string text) => Assert.That(FaultPlace.Parse(text), Is.Null);

    [TestCase("a b.yaml")]
    [TestCase("C:\\scripts\\x.yaml")]
    [TestCase("../\u00FCber/\u8A66\u9A13.yaml")]
    [TestCase("with\nline\nbreaks.yaml")]
    [TestCase("")]
    public void Round_trip_keeps_any_path(string path) => AssertRoundTrip(Sample with { ScenarioPath = path });

    [Test]
    public void Round_trip_keeps_extreme_numbers() =>
        AssertRoundTrip(Sample with { Seed = ulong.MaxValue, TraceHash = 0, Variation = Variation.None with { Points = [new FaultPointRef(long.MaxValue, true)] } });

    [Test]
    public void Round_trip_keeps_ten_thousand_points() =>
        AssertRoundTrip(Sample with { Variation = Variation.None with { Points = [.. Enumerable.Range(1, 10_000).Select(i => new FaultPointRef(i, i % 2 == 0))] } });

    [Test]
    public void Blanks_and_line_ends_around_a_token_do_no_harm() =>
        Assert.That(ReplayToken.TryParse($" \t{Text}\r\n", out _, out _), Is.True);

    [Test]
    public void Any_wrong_character_is_detected_and_named()
    {
        for (var i = 0; i < Text.Length; i++)
        {
            foreach (var c in Alphabet.Where(c => c != Text[i] && !(i == Text.Length - 1 && char.IsWhiteSpace(c))))
            {
                AssertRefused($"{Text[..i]}{c}{Text[(i + 1)..]}");
            }
        }
    }

    [Test]
    public void Any_missing_doubled_or_swapped_character_is_detected_and_named()
    {
        for (var i = 0; i < Text.Length; i++)
        {
            AssertRefused(Text.Remove(i, 1));
            AssertRefused(Text.Insert(i, Text[i].ToString()));
            if (i > 0 && Text[i] != Text[i - 1])
            {
                AssertRefused($"{Text[..(i - 1)]}{Text[i]}{Text[i - 1]}{Text[(i + 1)..]}");
            }
        }
    }

    [Test]
    public void Any_beginning_of_a_token_is_refused()
    {
        for (var length = 0; length < Text.Length; length++)
        {
            AssertRefused(Text[..length]);
        }
    }

    [Test]
    public void Other_version_is_named()
    {
        AssertRefused(Text.Replace("vr3.", "vr1.", StringComparison.Ordinal), "version vr1");
        AssertRefused(Text.Replace("vr3.", "vr30.", StringComparison.Ordinal), "version vr30");
    }

    [TestCase("", "no replay token")]
    [TestCase("   ", "no replay token")]
    [TestCase("hello", "no replay token")]
    [TestCase("scenarios/fast/update-array.yaml", "no replay token")]
    [TestCase("a.b.c", "no replay token")]
    [TestCase("vr3..", "damaged")]
    [TestCase("vr3.AAAA.00000000", "damaged")]
    public void What_is_no_token_is_said(string text, string expected) => AssertRefused(text, expected);

    [Test]
    public void Huge_text_is_refused()
    {
        AssertRefused(new string('A', 1 << 20), "no replay token");
        AssertRefused($"vr3.{new string('A', 1 << 20)}.00000000", "damaged");
        AssertRefused(new string('.', 1 << 20), "no replay token");
    }

    private static void AssertRoundTrip(ReplayToken token)
    {
        Assert.That(ReplayToken.TryParse(token.ToString(), out var read, out var error), Is.True, error);
        Assert.That(error, Is.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(VariationText.Write(read!.Variation), Is.EqualTo(VariationText.Write(token.Variation)));
            Assert.That(read!.Variation.Points, Is.EqualTo(token.Variation.Points));
            Assert.That(read with { Variation = Variation.None }, Is.EqualTo(token with { Variation = Variation.None }));
        }
    }

    private static void AssertRefused(string text, string expected = "oken")
    {
        var isRead = ReplayToken.TryParse(text, out var token, out var error);
        if (isRead || token is not null || !error.Contains(expected, StringComparison.Ordinal))
        {
            Assert.Fail($"\"{(text.Length > 300 ? text[..300] : text)}\" was read as a token or refused with: {error}");
        }
    }
}
