using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.Acceptance.Cli;

namespace Verifier.Acceptance.Report;

/// <summary>
/// Report goal G11: every command that the page of a real night shows is run, those of its findings and those of each single run. It must do
/// the same run again, trace and finding.
/// </summary>
[NonParallelizable]
public sealed partial class ReplayCommandTests
{
    // One of each kind of finding, explored and as scripts say, with probes, own faults and several drivers; small enough for two minutes.
    private static readonly string[] s_scripts =
    [
        "buffers-pool", "isr-dpc-dpc", "job-queue-add", "job-queue-digest-late", "leaky-application", "leaky-unload", "lookaside-delete", "map-refused", "must-succeed-injected",
        "pnp-function-burst", "pool2-refused", "retry-exhausted", "retry-spike", "update-array",
    ];

    // Scripts that are left out expect some of what is found. No worker judges by the clock here: a busy machine finds what a quiet one does.
    private const int Findings = 2;

    private CliProcess _cli = null!;
    private Chromium _browser = null!;

    [OneTimeSetUp]
    public async Task Do_a_night()
    {
        _browser = await Chromium.Start();
        _cli = new CliProcess();
        var folder = Directory.CreateDirectory(Path.Combine(_cli.Folder, "s")).FullName;
        foreach (var script in s_scripts)
        {
            File.Copy(Repository.Path("scenarios", "fast", $"{script}.yaml"), Path.Combine(folder, $"{script}.yaml"));
        }

        var (code, output, error) = _cli.Run("nightly", "s", "--db", "h.db", "-o", "out", "--isolation", "none", "--minimal", "off");
        Assert.That(code, Is.EqualTo(Findings), output + error);
    }

    [OneTimeTearDown]
    public async Task Drop_the_folder()
    {
        _cli?.Dispose();
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    public async Task Command_of_every_finding_makes_the_finding_again()
    {
        var page = await _browser.Open(Page);
        var shown = new List<(string Kind, string Title, string Token, string Hash)>();
        foreach (var finding in Model().GetProperty("findings").EnumerateArray())
        {
            await ReportFixture.Show(page, $"#/f/{finding.GetProperty("fp").GetString()}");
            var meta = await page.Locator(".replay .meta").InnerTextAsync();
            shown.Add((
                finding.GetProperty("kind").GetString()!, await page.InnerTextAsync("h1"), TokenOf(await page.Locator(".command code").InnerTextAsync()), Hash().Match(meta).Value));
        }

        var replays = Replay([.. shown.Select(f => f.Token)]);
        Assert.That(shown, Has.Count.GreaterThan(20));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (finding, replay) in shown.Zip(replays))
            {
                var run = replay.GetProperty("run");
                Assert.That(replay.GetProperty("same").GetBoolean(), Is.True, finding.Title);
                Assert.That(run.GetProperty("traceHash").GetString(), Is.EqualTo(finding.Hash), finding.Title);
                Assert.That(
                    run.GetProperty("findings").EnumerateArray().Select(f => (f.GetProperty("kind").GetString(), f.GetProperty("title").GetString())),
                    Has.Some.EqualTo((finding.Kind, finding.Title)));
            }
        }
    }

    [Test]
    public async Task Command_of_every_run_makes_the_run_again()
    {
        var page = await _browser.Open(Page, "#/runs");
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Save replay commands").ClickAsync());
        var commands = await File.ReadAllLinesAsync((await saved.PathAsync())!);
        var count = Model().GetProperty("runs").GetProperty("count").GetInt32();
        var replays = Replay([.. commands.Select(TokenOf)]);

        Assert.That(commands, Has.Length.EqualTo(count).And.Length.GreaterThan(300));
        Assert.That(replays.Count(r => r.GetProperty("same").GetBoolean()), Is.EqualTo(count));
    }

    private string Page => Path.Combine(_cli.Folder, "out", "report.html");

    // The command with its program's name and its verb: what is left is run by the program itself, not built anew each time.
    private static string TokenOf(string command)
    {
        Assert.That(command, Does.Match(@"^dotnet run --project \S+Verifier\.Cli -- replay vr3\.\S+$"));
        return command[(command.LastIndexOf(' ') + 1)..];
    }

    private List<JsonElement> Replay(string[] tokens)
    {
        File.WriteAllLines(Path.Combine(_cli.Folder, "tokens.txt"), tokens);
        var (_, output, error) = _cli.Run("replay", "tokens.txt", "--format", "json");
        Assert.That(output, Is.Not.Empty, error);
        using var document = JsonDocument.Parse(output);
        return [.. document.RootElement.GetProperty("replays").EnumerateArray().Select(r => r.Clone())];
    }

    private JsonElement Model()
    {
        var text = File.ReadAllText(Page);
        const string Start = "<script type=\"application/json\" id=\"model\">";
        var from = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        using var document = JsonDocument.Parse(text.AsMemory(from, text.IndexOf("</script>", from, StringComparison.Ordinal) - from));
        return document.RootElement.Clone();
    }

    [GeneratedRegex("(?<=hash )[0-9a-f]{16}")]
    private static partial Regex Hash();
}
