using Verifier.Cli.Host;
using Verifier.Tests.History;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>Every verb that uses a history, with one value of it damaged: exit code 3, one sentence, and the file as it was.</summary>
public sealed class DamagedHistoryCommandTests : NightFixture
{
    private const string Database = "reports/history.db";
    private static readonly string[] s_damage = ["-9223372036854775808", "x'FF'", "1.5"];

    private static readonly string[][] s_commands =
    [
        ["list", "nights"],
        ["list", "findings"],
        ["report", "-o", "o"],
        ["nightly", "s", "--drivers", "mended.dll"],
    ];

    private string _file = "";
    private byte[] _sound = [];

    [SetUp]
    public void Make_a_history()
    {
        Build("mended", isFlawed: false);
        Directory.CreateDirectory(Path.Combine(Sandbox.Folder, "reports"));
        _file = Path.Combine(Sandbox.Folder, Database);
        DamagedHistoryFixture.Fill(_file);
        _sound = File.ReadAllBytes(_file);
    }

    [Test]
    public void Sound_history_is_used_by_every_verb()
    {
        foreach (var command in s_commands)
        {
            var outcome = Sandbox.Run(command);
            Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), $"{command[0]}: {outcome.Error}");
        }
    }

    [Test]
    public void Damaged_column_of_any_table_is_refused_by_every_verb()
    {
        var surgeon = new DamageSurgeon(_file);
        var number = 0;
        foreach (var (table, column, type) in surgeon.Columns())
        {
            File.WriteAllBytes(_file, _sound);
            var isAny = column is "seed" or "trace_hash" or "size" or "bytes";
            var value = s_damage[isAny ? 1 : number++ % s_damage.Length];
            if (surgeon.Set(table, column, type == "BLOB" ? "7" : value))
            {
                AssertRefused($"{table}.{column} = {value}");
            }
        }

        Assert.That(number, Is.GreaterThan(100));
    }

    // A wrong text cannot be told from a right one; commands that show it must not break.
    [TestCase("''")]
    [TestCase("'../../x/' || char(27) || '[31m' || char(8238) || char(10)")]
    public void Any_text_in_place_of_another_is_shown_or_refused(string value)
    {
        var surgeon = new DamageSurgeon(_file);
        foreach (var (table, column, _) in surgeon.Columns().Where(c => c.Type == "TEXT"))
        {
            File.WriteAllBytes(_file, _sound);
            if (!surgeon.Set(table, column, value))
            {
                continue;
            }

            foreach (var command in s_commands[..3])
            {
                var outcome = Sandbox.Run(command);
                Assert.That(outcome.Code, Is.AnyOf(ExitCode.Ok, ExitCode.Inconclusive), $"{table}.{column}, {command[0]}: {outcome.Error}");
                Assert.That(outcome.Out + outcome.Error, Does.Not.Contain('\u001b').And.Not.Contain('\u202e'), $"{table}.{column}, {command[0]}");
            }
        }
    }

    [TestCase("empty")]
    [TestCase("text")]
    [TestCase("half")]
    [TestCase("version 0")]
    public void File_that_is_no_whole_history_is_refused_by_every_verb(string what)
    {
        switch (what)
        {
            case "empty":
                File.WriteAllBytes(_file, []);
                break;
            case "text":
                File.WriteAllText(_file, "no database");
                break;
            case "half":
                File.WriteAllBytes(_file, _sound[..(_sound.Length / 2)]);
                break;
            default:
                new DamageSurgeon(_file).Execute("PRAGMA user_version = 0");
                break;
        }

        AssertRefused(what);
    }

    [Test]
    public void Folder_in_place_of_the_history_is_refused_by_every_verb()
    {
        Directory.CreateDirectory(Path.Combine(Sandbox.Folder, "folder"));
        foreach (var command in s_commands)
        {
            var outcome = Sandbox.Run([.. command, "--db", "folder"]);
            Assert.That((outcome.Code, outcome.Error.Split('\n')[0]), Is.EqualTo((ExitCode.Inconclusive, outcome.Error.TrimEnd())), command[0]);
            Assert.That(outcome.Error, Does.StartWith("error: the history cannot be used: The history file ").And.Contains("cannot be opened"));
        }
    }

    private void AssertRefused(string what)
    {
        var damaged = File.ReadAllBytes(_file);
        foreach (var command in s_commands)
        {
            var outcome = Sandbox.Run(command);
            Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive), $"{what}, {command[0]}: {outcome.Error}");
            Assert.That(outcome.Error, Does.Match(@"\Aerror: the history cannot be used: The history file [^\n]* is damaged[^\n]*It was left as it is[^\n]*\n\z"), what);
            Assert.That(File.ReadAllBytes(_file), Is.EqualTo(damaged), $"{what}, {command[0]}");
        }
    }
}
