using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.Cli.Host;
using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Cli.Text;

/// <summary>No control, escape or direction character of an argument, a driver, a script or a file reaches stdout or stderr, whichever verb prints it.</summary>
public sealed partial class HostileTextTests
{
    private const string Evil = "ev\u001b[31mil\u009b2J\u202Etxt\u2066\u061C\rnew\u007f";
    private CliSandbox _sandbox = null!;

    [OneTimeSetUp]
    public void Make_a_hostile_driver()
    {
        _sandbox = new CliSandbox();
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "Evil.dll"), """
            using Verifier.Kernel;
            public sealed class Thrower : DriverModel
            {
                public override string Name => "evil-EVIL";
                public override string Description => "EVIL";
                public override NTSTATUS DriverEntry(DriverObject o, UnicodeString p)
                {
                    if (ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 8, new PoolTag(0x1B9B7F0Du)).IsNull) throw new System.Exception("EVIL");
                    return default;
                }
            }
            """.Replace("EVIL", string.Concat(Evil.Select(c => $"\\u{(int)c:X4}")), StringComparison.Ordinal));
        _sandbox.Write("s/evil.yaml", "scenario: evil\nsays: \"a \\e[31m text\"\ndrivers: [\"evil-*\"]\nworkload:\n  - load\nexplore: { how: all }\n");
        _sandbox.Write("bad/one.yaml", $"scenario: {Evil}\n{Evil}: 1\ndrivers: [{Evil}]\n");
        _sandbox.Write("bad/two.yaml", "scenario: \"ev\\e[31mil\\u202e\"\n\"k\\e[2J\": \"\\x9b\\u202E\"\ndrivers: [\"d\\e[1m\"]\nworkload: [ \"w\\u061c\" ]\n");
        _sandbox.Write("bad/three.yaml", "scenario: three\ndrivers: [x\nworkload: {{{ \u202E\u0085\n");
        _sandbox.Write($"bad/{Evil}.yaml", "scenario: x\n");
        _sandbox.Write("evil.txt", $"vr3.{Evil}.{Evil}");
        _sandbox.Write("evil.ndjson", $"{{\"{Evil}\n");
        _sandbox.Write("evil.db", $"SQLite format 3\0{Evil}");
        _sandbox.Write("j/campaign.ndjson", $"{{\"schema\":\"verifier-journal/{Evil}\"}}\n");
        _sandbox.Run("run", "s", "--drivers", "Evil.dll", "-o", "o");
        _sandbox.Run("nightly", "s", "--drivers", "Evil.dll", "-o", "n", "--db", "n.db");
    }

    [OneTimeTearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    private static readonly string[] s_lines =
    [
        "EVIL", "EVIL EVIL", "--EVIL", "run EVIL", "run s --driver EVIL", "run s --drivers EVIL", "run s --explore EVIL", "run s --seed EVIL", "run s -j EVIL",
        "run s --budget-time EVIL", "run s --budget-runs EVIL", "run s --shard EVIL", "run s --merge EVIL", "run s --isolation EVIL", "run s --minimal EVIL",
        "run s --merge j --drivers Evil.dll", "run s --resume -o j --drivers Evil.dll", "run bad", "run bad/two.yaml", "run bad/three.yaml",
        "run s -v EVIL", "run s --format EVIL", "run s --log-file /EVIL/x", "run s --drivers Evil.dll -o EVIL", "run s --drivers Evil.dll -v diagnostic -o o",
        "run s --drivers Evil.dll --what-if", "nightly EVIL", "nightly s --db EVIL/x", "nightly s --since EVIL", "nightly s --drivers Evil.dll --known EVIL -o n",
        "report --db EVIL", "report --db evil.db", "report --night EVIL", "report --db n.db --drivers Evil.dll -o n2", "replay EVIL", "replay vr3.EVIL", "replay vr9EVIL.x.y",
        "replay evil.txt", "replay evil.ndjson", "replay o/results.ndjson --drivers Evil.dll", "replay TOKEN --drivers Evil.dll --trace", "shrink EVIL", "shrink vr3.EVIL.EVIL",
        "shrink TOKEN --drivers Evil.dll", "shrink TOKEN --drivers Evil.dll -o EVIL/x.yaml", "analyze EVIL", "analyze TOKEN --drivers Evil.dll", "inspect EVIL", "list EVIL", "list drivers EVIL",
        "list drivers --drivers EVIL", "list drivers --drivers Evil.dll", "list scenarios EVIL", "list scenarios bad", "list scenarios s", "list profiles EVIL", "list ddis EVIL",
        "list nights --db EVIL", "list nights --db evil.db", "list findings --db n.db", "list findings EVIL", "list known EVIL", "lint EVIL", "lint bad", "lint s --drivers EVIL",
        "explain EVIL", "explain 0xC4 EVIL", "explain 0xC4 0x62 EVIL", "schema EVIL", "completion EVIL", "help EVIL", "doctor EVIL", "-v EVIL", "--format EVIL",
    ];

    [TestCaseSource(nameof(s_lines))]
    public void Nothing_that_a_terminal_obeys_is_printed(string line)
    {
        foreach (var format in new[] { Array.Empty<string>(), ["--format", "json"] })
        {
            var token = Token().Match(_sandbox.Read("o/results.ndjson")).Value;
            Assert.That(token, Is.Not.Empty, "the runs of the hostile driver have tokens");
            string[] arguments = [.. line.Split(' ').Select(word => word.Replace("EVIL", Evil, StringComparison.Ordinal).Replace("TOKEN", token, StringComparison.Ordinal)), .. format];
            var outcome = _sandbox.Run(arguments);
            Assert.That(Obeyed().Match(outcome.Out).Value.Select(c => (int)c), Is.Empty, outcome.Out);
            Assert.That(Obeyed().Match(outcome.Error).Value.Select(c => (int)c), Is.Empty, outcome.Error);
            Assert.That(outcome.Code, Is.Not.EqualTo(ExitCode.Internal), outcome.Error);
            if (format.Length > 0 && outcome.Out.Length > 0)
            {
                Assert.That(() => JsonDocument.Parse(outcome.Out), Throws.Nothing);
            }
        }
    }

    [Test]
    public void What_is_written_out_is_still_the_same_text_in_json()
    {
        using var drivers = JsonDocument.Parse(_sandbox.Run("list", "drivers", "--drivers", "Evil.dll", "--format", "json").Out);
        Assert.That(drivers.RootElement.ToString(), Does.Contain("\"drivers\"").Or.Contain("drivers"));
        Assert.That(Strings(drivers.RootElement), Does.Contain($"evil-{Evil}"));
    }

    [TestCase("o/results.ndjson")]
    [TestCase("n/report.html")]
    [TestCase("n/results.ndjson")]
    public void No_file_of_results_holds_what_a_terminal_or_a_browser_obeys(string file) =>
        Assert.That(Obeyed().Match(_sandbox.Read(file)).Value.Select(c => (int)c), Is.Empty);

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    [GeneratedRegex(@"[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\u061C]")]
    private static partial Regex Obeyed();

    [GeneratedRegex(@"vr3\.[A-Za-z0-9_-]+\.[0-9a-f]+")]
    private static partial Regex Token();
}
