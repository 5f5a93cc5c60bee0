using Polly;
using Polly.Simmy;
using Verifier.Cli.Files;
using Verifier.Cli.Host;
using Verifier.Cli.Results;
using Verifier.Tests.Cli.Host;

namespace Verifier.Tests.Cli.Results;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ResultsFileTests
{
    private readonly ManualClock _clock = new();
    private string _folder = "";

    [SetUp]
    public void Make_a_folder() => _folder = Directory.CreateTempSubdirectory("verifier-results-").FullName;

    [TearDown]
    public void Drop_the_folder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Save_writes_a_line_each_and_nothing_else()
    {
        var file = File(SavePipeline.Create(_clock));
        file.Prepare();
        file.Save(["{\"ü\":1}", "{}"]);
        Assert.That(System.IO.File.ReadAllBytes(Path.Combine(_folder, "results.ndjson")), Is.EqualTo("{\"ü\":1}\n{}\n"u8.ToArray()));
        Assert.That(Directory.GetFiles(_folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { ".verifier-output", "results.ndjson" }));
        Assert.That(file.ShownPath, Is.EqualTo("out/results.ndjson"));
    }

    [Test]
    public void Save_tries_again_with_growing_waits_while_somebody_has_the_file_open()
    {
        var file = File(Failing(times: 3, new IOException("in use")));
        file.Save(["new"]);
        Assert.That(System.IO.File.ReadAllText(Path.Combine(_folder, "results.ndjson")), Is.EqualTo("new\n"));
        Assert.That(_clock.Delays, Is.EqualTo(new[] { 50, 100, 200 }.Select(ms => TimeSpan.FromMilliseconds(ms))));
    }

    [Test]
    public void Save_that_fails_to_the_end_leaves_the_last_complete_file()
    {
        File(SavePipeline.Create(_clock)).Save(["old"]);
        var file = File(Failing(int.MaxValue, new UnauthorizedAccessException("no")));
        Assert.That(() => file.Save(["new"]), Throws.TypeOf<CliException>()
            .With.Message.EqualTo("out/results.ndjson could not be written (no); run again, or choose another folder with -o"));
        Assert.That(System.IO.File.ReadAllText(Path.Combine(_folder, "results.ndjson")), Is.EqualTo("old\n"));
        Assert.That(_clock.Delays, Has.Count.EqualTo(SavePipeline.Retries));
    }

    [Test]
    public void Save_into_a_folder_that_is_gone_is_not_tried_again()
    {
        var file = new ResultsFile(Path.Combine(_folder, "gone"), "gone", SavePipeline.Create(_clock));
        Assert.That(() => file.Save([]), Throws.TypeOf<CliException>());
        Assert.That(_clock.Delays, Is.Empty);
    }

    [Test]
    public void Prepare_folder_that_is_a_file_is_a_clear_error()
    {
        var path = Path.Combine(_folder, "taken");
        System.IO.File.WriteAllText(path, "");
        Assert.That(new ResultsFile(path, "taken", SavePipeline.Create(_clock)).Prepare, Throws.TypeOf<CliException>()
            .With.Message.StartsWith("the results folder taken cannot be written (").And.Message.EndsWith("choose another with -o"));
    }

    private ResultsFile File(ResiliencePipeline pipeline) => new(_folder, "out", pipeline);

    // Polly's chaos at the end of our own pipeline: the file system as it is on a bad day.
    private ResiliencePipeline Failing(int times, Exception failure)
    {
        var left = times;
        return SavePipeline.Builder(_clock)
            .AddChaosFault(new Polly.Simmy.Fault.ChaosFaultStrategyOptions
            {
                InjectionRate = 1,
                Randomizer = () => 0,
                FaultGenerator = _ => ValueTask.FromResult(left-- > 0 ? failure : null),
            })
            .Build();
    }
}
