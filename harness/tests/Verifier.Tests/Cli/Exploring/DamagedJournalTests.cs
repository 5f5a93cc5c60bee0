using System.Collections.Immutable;
using System.Text;
using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Exploring;

/// <summary>
/// A real journal that something went wrong with, from the command line: what comes out is what a whole run gives, byte for byte, or a refusal in
/// one sentence; never anything else.
/// </summary>
public sealed class DamagedJournalTests
{
    private static readonly string[] s_command = ["run", "s", "--driver", SampleModels.Careful, "--drivers", "My.dll", "--explore", "each", "-o", "out"];

    private CliSandbox _sandbox = null!;
    private CliOutcome _whole = null!;
    private byte[] _journal = [];
    private string _results = "";
    private string _refusal = "";

    [SetUp]
    public void Explore_a_small_driver()
    {
        _sandbox = new CliSandbox();
        SampleModels.Compile(Path.Combine(_sandbox.Folder, "My.dll"));
        _sandbox.Write("s/plain.yaml", "scenario: plain\ndrivers: [\"*\"]\nworkload: [load, unload]\n");
        _whole = _sandbox.Run(s_command);
        _journal = File.ReadAllBytes(Full("out"));
        _results = _sandbox.Read("out/results.ndjson");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    // A bit whose flip the reader of journals does not refuse is tried from the command line, and so is each seventeenth that it does.
    [Test]
    public void Resume_after_any_flipped_bit_gives_the_whole_run_or_is_refused()
    {
        var refused = 0;
        for (var bit = 0; bit < _journal.Length * 8; bit++)
        {
            var isTried = bit % 17 == 0 || !IsRefusedByReader(Flipped(bit));
            refused += !isTried || IsRefused("out", Flipped(bit), [.. s_command, "--resume"], $"bit {bit}") ? 1 : 0;
        }

        Assert.That(refused, Is.EqualTo((_journal.Length * 8) - 8), "but for the last line's end, which makes that line a torn one");
    }

    // Seeded: any bit is tried above.
    [Test]
    public void Merge_of_a_part_with_a_flipped_bit_gives_the_whole_run_or_is_refused()
    {
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            var bit = random.Next(_journal.Length * 8);
            if (IsRefused("part", Flipped(bit), [.. s_command, "--merge", "part"], $"bit {bit}"))
            {
                Assert.That(_refusal, Does.Not.Contain("--resume"), $"bit {bit}");
            }
        }
    }

    [Test]
    public void Lines_that_are_missing_doubled_or_swapped_are_refused()
    {
        var lines = Encoding.UTF8.GetString(_journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.GreaterThan(3));
        for (var i = 0; i < lines.Length; i++)
        {
            var isLast = i == lines.Length - 1;
            Assert.That(IsRefused("out", Joined([.. lines[..i], .. lines[(i + 1)..]]), [.. s_command, "--resume"], $"without line {i}"), Is.EqualTo(!isLast));
            Assert.That(IsRefused("out", Joined([.. lines[..i], lines[i], .. lines[i..]]), [.. s_command, "--resume"], $"line {i} twice"), Is.True);
            if (!isLast)
            {
                Assert.That(IsRefused("out", Joined([.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]]), [.. s_command, "--resume"], $"line {i} later"), Is.True);
            }
        }
    }

    [Test]
    public void Line_that_is_torn_in_the_middle_is_refused_and_one_at_the_end_is_dropped()
    {
        var lines = Encoding.UTF8.GetString(_journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(IsRefused("out", Joined([lines[0], lines[1][..^9], .. lines[2..]]), [.. s_command, "--resume"], "in the middle"), Is.True);
        Assert.That(IsRefused("out", _journal[..^9], [.. s_command, "--resume"], "at the end"), Is.False);
    }

    // A line of another journal of the same exploration has a right sum of its own, and is in the wrong place.
    [Test]
    public void Line_of_another_journal_is_refused()
    {
        var unsealed = JournalText.Unsealed(Encoding.UTF8.GetString(_journal));
        var other = JournalText.Sealed([unsealed[0], .. unsealed[2..], unsealed[1]]).Split('\n');
        var mine = Encoding.UTF8.GetString(_journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(IsRefused("out", Joined([.. mine[..^1], other[^2]]), [.. s_command, "--resume"], "the last one"), Is.True);
    }

    private bool IsRefused(string folder, byte[] journal, string[] command, string what)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(folder))!);
        File.WriteAllBytes(Full(folder), journal);
        var outcome = _sandbox.Run(command);
        if (outcome.Code == ExitCode.Usage)
        {
            _refusal = outcome.Error;
            Assert.That(_refusal, Does.Match(@"\A[^\n]*campaign\.ndjson[^\n]*\n\z"), what);
            Assert.That((outcome.Out, _sandbox.Read("out/results.ndjson")), Is.EqualTo((string.Empty, _results)), what);
            Assert.That(File.ReadAllBytes(Full(folder)), Is.EqualTo(journal), $"{what}: it is left as it was");
            return true;
        }

        Assert.That((outcome.Code, outcome.Out, _sandbox.Read("out/results.ndjson")), Is.EqualTo((_whole.Code, _whole.Out, _results)), what);
        return false;
    }

    private bool IsRefusedByReader(byte[] journal)
    {
        File.WriteAllBytes(Full("out"), journal);
        try
        {
            _ = JournalReader.Read(Full("out"), JournalWriter.Name);
            return false;
        }
        catch (CliException)
        {
            return true;
        }
    }

    private byte[] Flipped(int bit)
    {
        var journal = (byte[])_journal.Clone();
        journal[bit / 8] ^= (byte)(1 << (bit % 8));
        return journal;
    }

    private string Full(string folder) => Path.Combine(_sandbox.Folder, folder, JournalWriter.Name);

    private static byte[] Joined(ImmutableArray<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));
}
