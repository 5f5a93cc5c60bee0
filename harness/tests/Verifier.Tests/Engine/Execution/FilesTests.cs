using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Execution;

/// <summary>What a script says under <c>files:</c> is what the driver finds.</summary>
public sealed class FilesTests
{
    private const string LoadAndUnload = "\nworkload: [ { load: { name: l } }, unload ]";

    [TestCase("files: [ { path: \\??\\C:\\config.bin, data: \"text:abcdef\" } ]", "abcd")]
    [TestCase("seed: 0", "\0\0\0\0")]
    public void Driver_reads_the_file_and_writes_another(string files, string saved)
    {
        var result = ModelRun.Of(() => new ConfiguredDriver(), files + LoadAndUnload);
        Assert.That(result.Findings, Is.Empty);
        var written = result.Run.Outflow.Single();
        Assert.That((written.Place, Encoding.ASCII.GetString([.. written.Data])), Is.EqualTo((@"file \Windows\Temp\saved.bin", saved)));
    }

    [Test]
    public void Empty_file_ends_at_once()
    {
        var result = ModelRun.Of(() => new ConfiguredDriver(), "files: [ { path: \\??\\C:\\config.bin } ]\nworkload: [ { load: { status: STATUS_END_OF_FILE } } ]");
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.Untested, Is.Null);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Exploration_fails_every_call_and_finds_the_handle_that_is_left(bool forgets)
    {
        using var runner = new ScenarioRunner();
        var outcome = new Explorer(runner, ModelRun.PlanOf(() => new ConfiguredDriver(forgets), "files: [ { path: \\??\\C:\\config.bin, data: \"text:abcdef\" } ]" + LoadAndUnload))
            .Explore(new ExploreSettings { Strategies = ExploreStrategies.Each | ExploreStrategies.Fill });
        Assert.That(outcome.Golden.Points.Select(p => p.Ddi), Is.EqualTo(new[] { "ZwOpenFile", "ZwReadFile", "ZwCreateFile", "ZwWriteFile" }));
        Assert.That(outcome.Groups.Select(g => (g.Exemplar.Kind, g.Exemplar.Ddi)), Is.EqualTo(forgets ? [(FindingKind.Leak, "ZwReadFile")] : Array.Empty<(FindingKind, string)>()));
    }

    [Test]
    public void Same_script_gives_the_same_trace()
    {
        ulong Trace() => ModelRun.Of(() => new ConfiguredDriver(), "files: [ { path: \\??\\C:\\config.bin, data: \"random:8\" } ]" + LoadAndUnload).Run.TraceHash;
        var first = Trace();
        Assert.That(Trace(), Is.EqualTo(first));
    }
}
