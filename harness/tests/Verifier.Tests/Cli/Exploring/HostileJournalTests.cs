using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Exploring;

/// <summary>Journals that somebody else wrote, or that a disk made something else of.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostileJournalTests
{
    private const string Shown = "out/campaign.ndjson";

    private static readonly string[] s_whole =
    [
        """{"schema":"verifier-journal/2","harness":"h","targets":[{"path":"s/a.yaml","hash":"a","driver":"d","build":"b","seed":"0","strategies":"each","withScriptFaults":false,"shard":"1/1","random":""}]}""",
        """{"target":0,"golden":"00ff"}""",
        """{"target":0,"pass":"each f1","calls":5}""",
    ];

    private string _path = "";

    [SetUp]
    public void Make_a_folder() => _path = Path.Combine(Directory.CreateTempSubdirectory("verifier-journal-").FullName, JournalWriter.Name);

    [TearDown]
    public void Drop_the_folder() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void Journal_to_start_from_is_sound()
    {
        Begin();
        Assert.That(JournalReader.Read(_path, Shown)!.ResultsOf(0)["each f1"].Calls, Is.EqualTo(5));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("12")]
    [TestCase("\0\0\0")]
    [TestCase("{}")]
    [TestCase("""{"target":0}""")]
    [TestCase("""{"target":0,"pass":"each f2","passed":true}""")]
    [TestCase("""{"target":0,"pass":"each f2","target":0}""")]
    [TestCase("""{"target":0,"Pass":"each f2"}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1","verdict":"Pass","findings":[],"morePoints":[],"isPlainer":true}}""")]
    [TestCase("""{"target":1,"pass":"each f1"}""")]
    [TestCase("""{"target":-1,"pass":"each f1"}""")]
    [TestCase("""{"target":"0","pass":"each f1"}""")]
    [TestCase("""{"target":0,"pass":"each f1","golden":"00"}""")]
    [TestCase("""{"target":0,"pass":"each f1","calls":1e99}""")]
    [TestCase("""{"target":0,"result":{}}""")]
    [TestCase("""{"target":0,"result":{"key":null}}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1"}}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1","verdict":99,"findings":[],"morePoints":[]}}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1","findings":null,"morePoints":[]}}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1","findings":[null],"morePoints":[]}}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1","findings":[{}],"morePoints":[]}}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1","findings":[],"morePoints":[null]}}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1","findings":[{"kind":"Leak","title":"t","fingerprint":"f","coarseFingerprint":"c","token":"k"}],"morePoints":[]}}""")]
    [TestCase("""{"target":0,"result":{"key":"each f1","findings":[{"kind":"Leak","title":"t","fingerprint":"f","coarseFingerprint":"c","token":"k","details":[],"bugCheck":[],"injectedAt":[],"stoppedAt":[]}],"morePoints":[]}}""")]
    public void Line_that_this_program_did_not_write_is_refused_with_its_place(string line)
    {
        foreach (var journal in new[] { JournalText.Sealed(s_whole) + line + "\n", JournalText.Sealed([.. s_whole, line.Length == 0 ? " " : line]) })
        {
            File.WriteAllText(_path, journal);
            Assert.That(() => JournalReader.Read(_path, Shown), Throws.TypeOf<CliException>().With.Message.Matches(
                @"^out/campaign\.ndjson\(4,1\): error: the journal is damaged here \(.*\); start anew without --resume$"));
        }
    }

    [Test]
    public void Sealed_line_that_this_program_could_have_written_is_read()
    {
        File.WriteAllText(_path, JournalText.Sealed([.. s_whole, """{"target":0,"result":{"key":"each f2","verdict":"Pass","findings":[],"morePoints":[]}}"""]));
        Assert.That(JournalReader.Read(_path, Shown)!.Count, Is.EqualTo(2));
    }

    [Test]
    public void Line_too_deep_or_with_broken_text_is_refused()
    {
        Begin();
        File.AppendAllText(_path, "{\"target\":" + new string('[', 100_000) + "\n");
        Assert.That(() => JournalReader.Read(_path, Shown), Throws.TypeOf<CliException>());
        Begin();
        using (var stream = File.Open(_path, FileMode.Append))
        {
            stream.Write([.. "{\"target\":0,\"pass\":\""u8, 0xFF, 0xC0, .. "\"}\n"u8]);
        }

        Assert.That(() => JournalReader.Read(_path, Shown), Throws.TypeOf<CliException>());
    }

    // What a power cut may leave: the file has its length, and zeros where something had not reached the disk. Results may be lost, not wrong.
    [Test]
    public void Journal_with_a_hole_is_dropped_from_there_or_refused()
    {
        Begin();
        var whole = File.ReadAllBytes(_path);
        for (var from = 0; from < whole.Length; from += 5)
        {
            var refused = false;
            for (var to = from + 1; to <= whole.Length; to += 7)
            {
                byte[] torn = [.. whole];
                torn.AsSpan(from..to).Clear();
                File.WriteAllBytes(_path, torn);
                try
                {
                    var content = JournalReader.Read(_path, Shown);
                    Assert.That(content is null || torn.AsSpan(0, (int)content.Length).SequenceEqual(whole.AsSpan(0, (int)content.Length)), Is.True, $"{from}..{to}");
                }
                catch (CliException)
                {
                    refused = true;
                }
            }

            Assert.That(refused, Is.EqualTo(from < Array.LastIndexOf(whole, (byte)'\n')), $"{from}");
        }
    }

    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"schema":"verifier-results/1","harness":"h","targets":[]}""")]
    [TestCase("""{"schema":"verifier-journal/","harness":"h","targets":[]}""")]
    [TestCase("""{"schema":"verifier-journal/2","harness":"h","targets":null}""")]
    [TestCase("""{"schema":"verifier-journal/2","harness":"h","targets":[null]}""")]
    [TestCase("""{"schema":"verifier-journal/2","harness":"h","targets":[{"path":"s"}]}""")]
    [TestCase("""{"schema":"verifier-journal/2","harness":"h","targets":[],"more":1}""")]
    public void First_line_that_this_program_did_not_write_is_refused(string line)
    {
        foreach (var journal in new[] { line + "\n", JournalText.Sealed(line) })
        {
            File.WriteAllText(_path, journal);
            Assert.That(() => JournalReader.Read(_path, Shown), Throws.TypeOf<CliException>().With.Message.StartsWith("out/campaign.ndjson(1,1): error: "));
        }
    }

    private void Begin() => File.WriteAllText(_path, JournalText.Sealed(s_whole));
}
