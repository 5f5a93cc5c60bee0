using Polly;
using Polly.Simmy;
using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Files;
using Verifier.Cli.Host;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Tests.Cli.Host;

namespace Verifier.Tests.Cli.Exploring;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JournalTests
{
    private const string Shown = "out/campaign.ndjson";

    private static readonly JournalHeader s_header = new(JournalHeader.Version, "h", [new JournalTarget
    {
        Path = "s/a.yaml",
        Hash = "aa",
        Driver = "d",
        Build = "bb",
        Seed = "0",
        Strategies = "each",
        WithScriptFaults = false,
        Shard = "1/1",
        Random = string.Empty,
    }]);

    private static readonly CaseResult s_pass = new()
    {
        Key = "each f1",
        Injected = 1,
        RealFailures = 2,
        Absorbed = 3,
        Propagated = 4,
        IsLikeGolden = true,
        Calls = 5,
        TraceHash = ulong.MaxValue,
    };

    private static readonly DriverFrame s_frame = new("Routine", "Type", 7, "File.cs", 12);

    private static readonly CaseResult s_finding = new()
    {
        Key = "each f2",
        Verdict = CaseVerdict.Finding,
        Problem = "none \u001b[31m\n\"quoted\" ü \ud83d\ude00",
        Findings =
        [
            new CaseFinding
            {
                Kind = FindingKind.BugCheck,
                Title = "title",
                Details = ["one", "two"],
                Operation = "load",
                Ddi = "ExAllocatePoolWithTag",
                ExpectedDdi = "IoAllocateMdl",
                Tag = "AAAA",
                BugCheck = [0xC4, 0x62, ulong.MaxValue, 0, 1],
                Status = 0xC000009A,
                Injected = "a call",
                Ordinal = 9,
                InjectedAt = [s_frame],
                StoppedAt = [s_frame, s_frame],
                Fingerprint = "f",
                CoarseFingerprint = "c",
                Token = "vr3.x.y",
                Benign = "why",
                IsExpected = true,
            },
        ],
        MorePoints =
        [
            new FaultPoint
            {
                Ordinal = 3,
                Ddi = "IoAllocateIrp",
                Family = "irp",
                Size = ulong.MaxValue,
                Pool = PoolKind.Paged,
                Irql = 0,
                Phase = DriverPhase.DriverEntry,
                Operation = new OperationId(4, 2),
                OperationName = "load",
                Frames = [s_frame],
                Site = ulong.MaxValue,
                Occurrence = 1,
            },
        ],
    };

    private string _path = "";

    [SetUp]
    public void Make_a_folder() => _path = Path.Combine(Directory.CreateTempSubdirectory("verifier-journal-").FullName, JournalWriter.Name);

    [TearDown]
    public void Drop_the_folder() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void Results_come_back_as_they_were()
    {
        Write(s_pass, s_finding);
        var content = JournalReader.Read(_path, Shown)!;
        Assert.That(content.Header.DifferencesFrom(s_header), Is.Empty);
        Assert.That(content.GoldenOf(0), Is.EqualTo("00ff"));
        Assert.That(content.Length, Is.EqualTo(new FileInfo(_path).Length));
        Assert.That(Print(content.ResultsOf(0)["each f1"]), Is.EqualTo(Print(s_pass)));
        Assert.That(Print(content.ResultsOf(0)["each f2"]), Is.EqualTo(Print(s_finding)));
    }

    [Test]
    public void Pass_is_a_short_line()
    {
        Write(s_pass);
        Assert.That(File.ReadAllLines(_path)[2], Does.Match(
            """^{"target":0,"pass":"each f1","injected":1,"realFailures":2,"absorbed":3,"propagated":4,"isLikeGolden":true,"calls":5,"traceHash":18446744073709551615,"sum":"[0-9a-f]{16}"}$"""));
    }

    [Test]
    public void Torn_last_line_is_dropped_wherever_it_is_torn_and_overwritten()
    {
        Write(s_pass, s_finding);
        var whole = File.ReadAllBytes(_path);
        var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var cut = lastLine; cut < whole.Length; cut += 37)
        {
            File.WriteAllBytes(_path, whole[..cut]);
            var content = JournalReader.Read(_path, Shown)!;
            Assert.That(content.Count, Is.EqualTo(1), $"{cut}");
            using (var writer = Begun(ResiliencePipeline.Empty, content))
            {
                writer.Add(0, s_finding);
            }

            Assert.That(File.ReadAllBytes(_path), Is.EqualTo(whole), $"{cut}");
        }
    }

    [Test]
    public void Journal_without_a_whole_first_line_is_none()
    {
        Assert.That(JournalReader.Read(_path, Shown), Is.Null);
        File.WriteAllText(_path, "");
        Assert.That(JournalReader.Read(_path, Shown), Is.Null);
        File.WriteAllText(_path, "{\"schema\":\"verifier-jour");
        Assert.That(JournalReader.Read(_path, Shown), Is.Null);
    }

    [Test]
    public void Second_result_of_a_case_changes_nothing()
    {
        Write(s_pass, s_pass with { Calls = 77 });
        Assert.That(JournalReader.Read(_path, Shown)!.ResultsOf(0)["each f1"].Calls, Is.EqualTo(5));
    }

    [Test]
    public void Journal_of_another_schema_differs_whatever_its_lines_are()
    {
        File.WriteAllText(_path, """{"schema":"verifier-journal/9","harness":"0000beef00","targets":[],"more":1}""" + "\nsomething new\n");
        Assert.That(s_header.DifferencesFrom(JournalReader.Read(_path, Shown)!.Header), Is.EqualTo(new[]
        {
            "it is of the schema verifier-journal/9, written by build 0000beef of this program; this program reads verifier-journal/2",
        }));
    }

    [Test]
    public void Differences_name_the_build_of_the_driver_and_of_this_program_and_do_not_go_on_for_ever()
    {
        JournalTarget[] many = [.. Enumerable.Range(0, 9).Select(i => s_header.Targets[0] with { Path = $"s/{i}.yaml", Driver = $"d{i}" })];
        var then = new JournalHeader(JournalHeader.Version, "other", [.. many.Select(t => t with { Build = "cc" })]);
        var differences = (s_header with { Targets = many }).DifferencesFrom(then);
        Assert.That(differences, Has.Count.EqualTo(2));
        Assert.That(differences[0], Is.EqualTo("it was written by build other of this program, this is build " + s_header.Harness[..Math.Min(8, s_header.Harness.Length)]));
        Assert.That(differences[1], Is.EqualTo("the driver d0 and 8 others were built again"));
    }

    [Test]
    public void Write_that_fails_for_a_moment_leaves_no_torn_line()
    {
        var left = 3;
        var pipeline = SavePipeline.Builder(new ManualClock()).AddChaosBehavior(new Polly.Simmy.Behavior.ChaosBehaviorStrategyOptions
        {
            InjectionRate = 1,
            Randomizer = () => 0,
            BehaviorGenerator = _ => left-- > 0 ? throw new IOException("full") : ValueTask.CompletedTask,
        }).Build();
        using (var writer = Begun(pipeline))
        {
            writer.Add(0, s_pass);
        }

        Assert.That(JournalReader.Read(_path, Shown)!.Count, Is.EqualTo(1));
        Assert.That(left, Is.LessThan(0));
    }

    [Test]
    public void Write_that_keeps_failing_is_a_clear_error()
    {
        var isFull = false;
        var pipeline = SavePipeline.Builder(new ManualClock()).AddChaosBehavior(new Polly.Simmy.Behavior.ChaosBehaviorStrategyOptions
        {
            InjectionRate = 1,
            Randomizer = () => 0,
            BehaviorGenerator = _ => isFull ? throw new IOException("full") : ValueTask.CompletedTask,
        }).Build();
        using var writer = Begun(pipeline);
        isFull = true;
        Assert.That(() => writer.Add(0, s_pass), Throws.TypeOf<CliException>()
            .With.Message.EqualTo("out/campaign.ndjson could not be written (full); mend that, then go on with --resume"));
    }

    [Test]
    public void Second_writer_of_one_journal_is_refused()
    {
        using var first = JournalWriter.Open(_path, Shown, ResiliencePipeline.Empty);
        Assert.That(() => JournalWriter.Open(_path, Shown, ResiliencePipeline.Empty), Throws.TypeOf<CliException>()
            .With.Message.EndsWith("if another run is writing it, choose another folder with -o"));
    }

    [Test]
    public void LineReader_line_that_is_too_long_is_refused()
    {
        using var stream = new MemoryStream([.. "ab\n"u8, .. new byte[200_000]]);
        var reader = new LineReader(stream, longest: 100_000);
        Assert.That(reader.TryRead(out var line), Is.True);
        Assert.That(line.ToArray(), Is.EqualTo("ab"u8.ToArray()));
        Assert.That(() => reader.TryRead(out _), Throws.TypeOf<InvalidDataException>());
        Assert.That(reader.Length, Is.EqualTo(3));
    }

    // A command that is given up before it explores must not cost the journal of the one before.
    [Test]
    public void Journal_that_is_opened_is_as_it_was_until_another_is_begun()
    {
        Write(s_pass);
        using (JournalWriter.Open(_path, Shown, ResiliencePipeline.Empty))
        {
        }

        Assert.That(JournalReader.Read(_path, Shown)!.Count, Is.EqualTo(1));
        Begun(ResiliencePipeline.Empty).Dispose();
        Assert.That(JournalReader.Read(_path, Shown)!.Count, Is.Zero);
    }

    private JournalWriter Begun(ResiliencePipeline pipeline, JournalContent? continued = null)
    {
        var writer = JournalWriter.Open(_path, Shown, pipeline);
        writer.Begin(s_header, continued);
        return writer;
    }

    private void Write(params CaseResult[] results)
    {
        using var writer = Begun(ResiliencePipeline.Empty);
        writer.AddGolden(0, "00ff");
        Array.ForEach(results, result => writer.Add(0, result));
    }

    private static string Print(CaseResult result) => System.Text.Json.JsonSerializer.Serialize(result);
}
