using System.Diagnostics;
using Verifier.History;

namespace Verifier.Acceptance.History;

/// <summary>
/// A night is killed (kill -9) again and again: every batch that was reported as stored is there and whole, and the file goes on being
/// used.
/// </summary>
public sealed class HistoryKillTests
{
    private const int Kills = 8;

    private string _folder = string.Empty;

    private string File => Path.Combine(_folder, "history.db");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("verifier-acceptance-").FullName;

    [TearDown]
    public void DropFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Killed_writer_loses_nothing_that_it_reported()
    {
        var reported = new HashSet<(long Night, string What)>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = reported.Count;
            reported.UnionWith(WriteAndKill(afterLines: 1 + (kill * 3)));
            Assert.That(reported, Has.Count.GreaterThan(before), "the file is still written to");
            Check(reported);
        }
    }

    private List<(long Night, string What)> WriteAndKill(int afterLines)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", HistoryWriter.Command(File)) { RedirectStandardOutput = true })!;
        var lines = new List<(long, string)>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            lines.Add((long.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), words[1]));
            if (lines.Count == afterLines)
            {
                // What it says between this and its end counts too.
                process.Kill();
            }
        }

        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Not.Zero);
        return lines;
    }

    private void Check(HashSet<(long Night, string What)> reported)
    {
        using var store = HistoryStore.Open(File);
        using (Assert.EnterMultipleScope())
        {
            foreach (var night in reported.GroupBy(r => r.Night))
            {
                var view = store.ReadNight(night.Key);
                Assert.That(night.Select(r => r.What).Where(w => w != "ended"), Is.SubsetOf(view.Targets.Select(t => t.Scenario)));
                Assert.That(view.Runs, Has.Length.EqualTo(view.Targets.Length * HistoryWriter.RunsOfTarget), "all of a target or nothing");
                Assert.That(view.Night.Runs.Executed, Is.EqualTo(view.Runs.Length));
                Assert.That(view.Night.State == NightState.Ended || !night.Any(r => r.What == "ended"), Is.True);
            }
        }
    }
}
