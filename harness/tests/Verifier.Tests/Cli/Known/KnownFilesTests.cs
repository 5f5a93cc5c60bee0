using System.Text.Json;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Known;

/// <summary><c>known-findings.yaml</c>: linted, listed, and no script.</summary>
public sealed class KnownFilesTests
{
    private const string Good = """
        # yaml-language-server: $schema=schema/known-findings.schema.json
        known:
          - fingerprint: 0123456789abcdef
            reason: waits for its mender
            owner: me
            link: https://example.org/7
            expiry: 2026-03-31
          - { driver: "array-*", kind: leak, place: "ExAllocatePool2 in Write", reason: rare, expiry: 2026-04-01 }
        """;

    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox { Clock = new Evening() };

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [TestCase("known:\n  - { reason: r, expiry: 2026-04-30 }", "(2,5): error VS1501: ")]
    [TestCase("known:\n  - { driver: d, kind: leak, reason: r, expiry: 2026-04-30 }", "(2,5): error VS1501: ")]
    [TestCase("known:\n  - { fingerprint: 0123456789abcdef, driver: d, reason: r, expiry: 2026-04-30 }", "(2,38): error VS1502: ")]
    [TestCase("known:\n  - { fingerprint: 0123, reason: r, expiry: 2026-04-30 }", "error VS1503: '0123' is not a fingerprint: 16 hex digits")]
    [TestCase("known:\n  - { fingerprint: 0123456789abcdef, reason: r, expiry: 2026-02-30 }", "error VS1504: '2026-02-30' is not a day")]
    [TestCase("known:\n  - { fingerprint: 0123456789abcdef, reason: r, link: somewhere, expiry: 2026-04-30 }", "error VS1505: 'somewhere' is not an address")]
    [TestCase("known:\n  - { driver: d, kind: leek, place: p, reason: r, expiry: 2026-04-30 }", "error VS1207: 'leek' is not a kind of finding; did you mean 'leak'?")]
    [TestCase("known:\n  - { fingerprint: 0123456789abcdef, expiry: 2026-04-30 }", "error VS1102: the key 'reason' is missing")]
    [TestCase("known:\n  - { fingerprint: 0123456789abcdef, reason: r, until: 2026-04-30 }", "error VS1101: 'until' is not a key of a known finding")]
    [TestCase("knwon: []", "error VS1101: 'knwon' is not a key of a list of known findings; did you mean 'known'?")]
    [TestCase("known: [", "error VS1010: ")]
    public void Lint_says_what_is_wrong(string text, string error)
    {
        _sandbox.Write("known-findings.yaml", text);
        var lint = _sandbox.Run("lint", "known-findings.yaml");
        Assert.That(lint.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(lint.Out, Does.StartWith("known-findings.yaml(").And.Contain(error));
        Assert.That(_sandbox.Run("list", "known").Code, Is.EqualTo(ExitCode.Usage));
    }

    [TestCase("known:\n  - { fingerprint: 0123456789abcdef, reason: r }", "(2,5): warning VS1506: ")]
    [TestCase("known:\n  - { fingerprint: 0123456789abcdef, reason: r, expiry: 2026-03-31 }", "(2,5): warning VS1508: the known finding expired on 2026-03-31: mend the driver, or choose a later day")]
    [TestCase("known:\n  - { fingerprint: 0123456789abcdef, reason: r, expiry: 2026-04-30 }\n  - { fingerprint: 0123456789abcdef, reason: s, expiry: 2026-04-30 }", "(3,5): warning VS1507: ")]
    public void Lint_warns(string text, string warning)
    {
        _sandbox.Write("known-findings.yaml", text);
        var lint = _sandbox.Run("lint", "known-findings.yaml");
        Assert.That((lint.Code, lint.Out), Is.EqualTo((ExitCode.Ok, lint.Out)));
        Assert.That(lint.Out, Does.Contain(warning));
    }

    [TestCase("")]
    [TestCase("# nothing is known\n")]
    [TestCase("known: []\n")]
    public void List_that_became_empty_is_a_list(string text)
    {
        _sandbox.Write("known-findings.yaml", text);
        Assert.That(_sandbox.Run("lint", "known-findings.yaml"), Is.EqualTo(new CliOutcome(ExitCode.Ok, "0 scripts: 0 errors, 0 warnings\n", string.Empty)));
    }

    // It lies among the scripts and is none of them; a folder's lint looks at it all the same.
    [Test]
    public void Folder_of_scenarios_may_hold_a_list_and_lint_looks_at_it()
    {
        _sandbox.Write("s/loads.yaml", "scenario: loads\ndrivers: [x]\nworkload: [load]\n");
        _sandbox.Write("s/known-findings.yaml", "known:\n  - { reason: r }\n");
        Assert.That(_sandbox.Run("list", "scenarios", "s").Out, Does.Contain("loads").And.Not.Contain("known"));
        Assert.That(_sandbox.Run("lint", "s").Out, Does.Contain("s/known-findings.yaml(2,5): error VS1501: ").And.Contain("1 script: 1 error"));
    }

    [Test]
    public void List_known_shows_who_accepts_what_until_when()
    {
        _sandbox.Write("known-findings.yaml", Good);
        var list = _sandbox.Run("list", "known", "--format", "json");
        using var document = JsonDocument.Parse(list.Out);
        var entries = document.RootElement.GetProperty("known").EnumerateArray().Select(e => string.Join(" | ", e.EnumerateObject().Select(p => p.Value.GetString())));
        Assert.That(entries, Is.EqualTo(new[]
        {
            "0123456789abcdef | expired | 2026-03-31 | me | waits for its mender | https://example.org/7 | known-findings.yaml(3,5)",
            "array-*: leak in ExAllocatePool2 in Write | known | 2026-04-01 |  | rare |  | known-findings.yaml(8,5)",
        }), "the last day is one on which it is accepted");
    }

    [Test]
    public void Option_names_another_list_and_one_that_is_not_there_is_an_error()
    {
        _sandbox.Write("known-findings.yaml", "not a list");
        _sandbox.Write("lists/accepted.yaml", Good);
        Assert.That(_sandbox.Run("list", "known", "--known", "lists/accepted.yaml").Code, Is.EqualTo(ExitCode.Ok));
        var none = _sandbox.Run("list", "known", "--known", "lists/other.yaml");
        Assert.That((none.Code, none.Error), Is.EqualTo((ExitCode.Usage, "error: lists/other.yaml does not exist; name a list of known findings, such as known-findings.yaml\n")));
    }

    [Test]
    public void Schema_is_printed() => Assert.That(_sandbox.Run("schema", "known").Out, Does.Contain("\"title\": \"Known findings\""));

    private sealed class Evening : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 4, 1, 23, 59, 0, TimeSpan.Zero);
    }
}
