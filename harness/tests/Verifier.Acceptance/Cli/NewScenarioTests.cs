using System.Text.RegularExpressions;

namespace Verifier.Acceptance.Cli;

/// <summary>The script that <c>new scenario</c> writes explores a driver, and reaches most of the places that the script written by hand does.</summary>
[Platform("Linux")]
public sealed class NewScenarioTests
{
    private const double Wanted = 0.7;

    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_folder() => _cli = new CliProcess();

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    [TestCase("array-cache", "array-cache-swap-c", "update-array-c")]
    [TestCase("leaky", "leaky-fixed-c", "leaky-error-path-c")]
    [TestCase("must-succeed", "must-succeed-fixed-c", "must-succeed-verified-c")]
    [TestCase("mdl-mapper", "mdl-mapper-fixed-c", "map-verified-c")]
    [TestCase("isr-dpc", "isr-dpc-nonpaged-c", "isr-dpc-lifecycle-c")]
    [TestCase("pnp-function", "pnp-function-correct-c", "pnp-function-lifecycle-c")]
    [TestCase("job-queue", "job-queue-correct-c", "job-queue-digest-c")]
    [TestCase("job-worker", "job-worker-correct-c", "job-worker-memory-c")]
    [TestCase("bus-enumerator", "bus-enumerator-correct-c", "bus-relations-c")]
    [TestCase("serial-port", "serial-port-correct-c", "serial-port-lifecycle-c")]
    [TestCase("guarded", "guarded-correct-c", "guarded-quota-c")]
    [TestCase("virtual-disk", "virtual-disk-correct-c", "virtual-disk-c")]
    [TestCase("class-library", "class-client-correct-c", "class-session-c")]
    public void First_script_passes_and_reaches_most_fault_sites(string folder, string driver, string byHand) => Explore(folder, driver, byHand, code: 0);

    // A first script says of no output that it varies.
    [Test]
    public void Output_with_counters_is_told_with_the_words_that_excuse_it()
    {
        var output = Explore("upper-filter", "upper-filter-correct-c", "filter-record-c", code: 2);
        Assert.That(Regex.Matches(output, "unexpected ([a-z-]+) in").Select(match => match.Groups[1].Value), Is.EqualTo(new[] { "swallowed" }), output);
        Assert.That(output, Does.Contain("add 'varies: [0, 4, 8]' to ioctl #"));
    }

    private string Explore(string folder, string driver, string byHand, int code)
    {
        var file = Repository.Path("drivers-under-test", "compiled", folder, driver + ".sys");
        var (written, output, error) = _cli.Run("new", "scenario", "--driver", file, "--output", "first.yaml");
        Assert.That(written, Is.Zero, error);
        Assert.That(output, Does.Contain("run first.yaml --explore all"));
        var (lint, _, problems) = _cli.Run("lint", "first.yaml");
        Assert.That(lint, Is.Zero, problems);

        var first = _cli.Run("run", "first.yaml", "--explore", "each", "-o", "first");
        Assert.That(first.Code, Is.EqualTo(code), first.Out + first.Error);
        var hand = _cli.Run("run", Repository.Path("scenarios", "compiled", byHand + ".yaml"), "--driver", driver, "--explore", "each", "-o", "hand");
        Assert.That(Sites(first.Out), Is.GreaterThanOrEqualTo(Wanted * Sites(hand.Out)), first.Out + hand.Out);
        return first.Out;
    }

    [Test]
    public void Same_driver_gives_the_same_script_and_no_file_is_written_over()
    {
        var file = Repository.Path("drivers-under-test", "compiled", "leaky", "leaky-fixed-c.sys");
        string[] command = ["new", "scenario", "--driver", file, "--output", "first.yaml"];
        Assert.That(_cli.Run(command).Code, Is.Zero);
        var script = _cli.Read("first.yaml");
        var refused = _cli.Run(command);
        Assert.That(refused.Code, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain("error: --output: first.yaml exists; choose another name, or write over a file with --force"));
        Assert.That(_cli.Run([.. command, "--force"]).Code, Is.Zero);
        Assert.That(_cli.Read("first.yaml"), Is.EqualTo(script));
    }

    private static int Sites(string output) =>
        int.Parse(Regex.Match(output, "seen at ([0-9]+) sites?").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
}
