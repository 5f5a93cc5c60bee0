using System.Text.Json;
using Verifier.Cli.Results;
using Verifier.Tests.Cli.Nightly;

namespace Verifier.Tests.Cli.Results;

/// <summary>What <c>replay --format json</c> prints is what its published schema says, and so is each run in it.</summary>
public sealed class ReplayDocumentTests
{
    private static readonly JsonShape s_shape = Shape("replay");
    private static readonly JsonShape s_run = Shape("results");

    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Explore_a_flawed_driver()
    {
        _sandbox = new CliSandbox();
        _sandbox.Write("s/loads.yaml", "scenario: loads\ndrivers: [nightling]\nworkload: [load]\n");
        Nightling.Compile(_sandbox, "flawed", isFlawed: true);
        Nightling.Compile(_sandbox, "mended", isFlawed: false);
        _sandbox.Run("run", "s", "--drivers", "flawed.dll", "--explore", "each", "-o", "o");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [TestCase("flawed", true, 2)]
    [TestCase("flawed", false, 2)]
    [TestCase("mended", true, 5)]
    public void Replays_are_valid(string assembly, bool isTraced, int code)
    {
        string[] trace = isTraced ? ["--trace"] : [];
        var outcome = _sandbox.Run(["replay", "o/results.ndjson", "--drivers", $"{assembly}.dll", "--format", "json", .. trace]);
        using var document = JsonDocument.Parse(outcome.Out);
        var replays = document.RootElement.GetProperty("replays").EnumerateArray().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(s_shape.Differences(document.RootElement), Is.Empty);
            Assert.That(replays.SelectMany(replay => s_run.Differences(replay.GetProperty("run"))), Is.Empty);
            Assert.That(replays, Has.Count.EqualTo(2), "the golden run and the finding");
            Assert.That(document.RootElement.GetProperty("exitCode").GetInt32(), Is.EqualTo((int)outcome.Code).And.EqualTo(code));
            Assert.That(replays.All(replay => replay.GetProperty("same").GetBoolean()), Is.EqualTo(assembly == "flawed"));
            Assert.That(replays[1].GetProperty("differences").GetArrayLength(), assembly == "flawed" ? Is.Zero : Is.Positive);
            Assert.That(replays[1].GetProperty("trace").GetArrayLength(), isTraced ? Is.Positive : Is.Zero);
        }
    }

    private static JsonShape Shape(string name) => new(JsonDocument.Parse(PublishedSchema.Read(name)).RootElement);
}
