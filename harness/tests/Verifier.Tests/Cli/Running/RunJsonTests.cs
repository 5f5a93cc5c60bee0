using System.Text.Json;
using Verifier.Cli.Loading;
using Verifier.Cli.Results;
using Verifier.Cli.Running;
using Verifier.Cli.Text;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Cli.Results;

namespace Verifier.Tests.Cli.Running;

public sealed class RunJsonTests
{
    private static JsonShape Schema => new(JsonDocument.Parse(PublishedSchema.Read("results")).RootElement);

    [Test]
    public void Write_every_kind_of_run_keeps_to_the_schema()
    {
        var plan = Sample.Plan(expectations: Sample.ExpectsLeak);
        RunRecord[] records =
        [
            RunRecord.Of(new PlannedRun(plan), Sample.Result(plan, Sample.Leak(), Sample.Stop(Sample.Injection), Sample.Stop())),
            RunRecord.Of(new PlannedRun(plan), Sample.Result(plan)),
            RunRecord.Without(new PlannedRun(plan), Verdict.Error, "internal error"),
        ];
        foreach (var record in records)
        {
            Assert.That(Schema.Differences(JsonDocument.Parse(Line(record)).RootElement), Is.Empty);
        }
    }

    [Test]
    public void Write_is_the_line_that_readers_know()
    {
        var plan = Sample.Plan(expectations: Sample.ExpectsLeak);
        var line = Line(RunRecord.Of(new PlannedRun(plan), Sample.Result(plan, Sample.Leak("left \u001b[31m\n\"behind\" ü"))));
        const string wrapped = """
            {"schema":"verifier-results/1","scenario":"update","path":"scenarios/fast/update.yaml",
            "hash":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","driver":"array","build":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
            "profile":"windows-2000-x86","seed":"18446744073709551615","verdict":"finding","asExpected":true,"problem":null,"findings":[{"kind":"leak",
            "expected":true,"title":"left \u001B[31m\n\"behind\" ü","details":["pool block of 64 bytes","from ExAllocatePoolWithTag"],
            "operation":"unload","ddi":"ExAllocatePoolWithTag","bugCheck":null,"status":null,"injection":{"ordinal":3,"ddi":"ExAllocatePoolWithTag",
            "size":64,"tag":"AAAA","irql":"DISPATCH_LEVEL","shape":"null","rule":"fault 1: pool","stack":[]}}],"surprises":[],
            "outcomes":{"injected":1,"absorbed":0,"propagated":0,"realFailures":0},"rules":[{"name":"fault 1: pool","state":"exhausted",
            "eligible":4,"failures":1,"seed":null}],"counters":{"AllocationsAttempted":4},"traceHash":"0000000000001234",
            "token":"vr3.TOKEN.00000000","calls":9,"faultPoints":4,"virtualTimeMs":12.5}
            """;
        Assert.That(line, Is.EqualTo(wrapped.ReplaceLineEndings("")));
    }

    [Test]
    public void Schema_has_every_word_that_the_engine_can_say()
    {
        var schema = JsonDocument.Parse(PublishedSchema.Read("results")).RootElement;
        var definitions = schema.GetProperty("definitions");
        Assert.That(Allowed(definitions.GetProperty("finding").GetProperty("properties").GetProperty("kind")),
            Is.EquivalentTo(Enum.GetValues<FindingKind>().Select(FindingWords.Of)));
        Assert.That(Allowed(definitions.GetProperty("injection").GetProperty("properties").GetProperty("shape")),
            Is.EquivalentTo(Enum.GetNames<FailureShape>().Except([nameof(FailureShape.CannotFail)]).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)));
        Assert.That(Allowed(schema.GetProperty("properties").GetProperty("verdict")), Is.EquivalentTo(Verdicts.All.Select(verdict => verdict.Word())));
    }

    [Test]
    public void Differences_of_a_wrong_line_are_found()
    {
        using var wrong = JsonDocument.Parse("""{"schema":"verifier-results/2","seed":5,"extra":1,"verdict":"fine","findings":[{"kind":"leak"}]}""");
        var differences = Schema.Differences(wrong.RootElement);
        Assert.That(differences, Has.Some.EqualTo("$.schema is not verifier-results/1"));
        Assert.That(differences, Has.Some.EqualTo("$.seed is not string"));
        Assert.That(differences, Has.Some.EqualTo("$.extra is not in the schema"));
        Assert.That(differences, Has.Some.EqualTo("$.token is missing"));
        Assert.That(differences, Has.Some.EqualTo("$.findings[0].title is missing"));
        Assert.That(differences, Has.Some.StartsWith("$.verdict is none of"));
    }

    private static string Line(RunRecord record) => JsonDocumentWriter.Line(json => RunJson.Write(json, record));

    private static IEnumerable<string?> Allowed(JsonElement property) => property.GetProperty("enum").EnumerateArray().Select(word => word.GetString());
}
