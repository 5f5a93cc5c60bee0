using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Engine.Tokens;

namespace Verifier.Tests.Cli.Loading;

public sealed class TokenReaderTests
{
    private static readonly string s_token = new ReplayToken
    {
        ScenarioPath = "scenarios/fast/a.yaml",
        ScenarioHash = "0123456789abcdef",
        Driver = "array",
        BuildHash = "0123456789abcdef",
        Seed = 7,
        TraceHash = 1,
    }.ToString();

    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Read_token_gives_it() => Assert.That(Read(s_token).Single().Driver, Is.EqualTo("array"));

    [Test]
    public void Read_file_gives_bare_tokens_and_those_of_results()
    {
        _sandbox.Write("f", $"# mine\n\n{s_token}\n{{\"token\":\"{s_token}\",\"x\":1}}\n{{\"token\":null}}\n");
        Assert.That(Read("f"), Has.Count.EqualTo(2));
    }

    [Test]
    public void Read_campaign_gives_the_golden_run_and_an_exemplar_of_each_group()
    {
        _sandbox.Write("f", $$"""{"token":"{{s_token}}","groups":[{"token":"{{s_token}}"},{"token":"{{s_token}}"}]}""" + "\n" + """{"token":null,"groups":[]}""");
        Assert.That(Read("f"), Has.Count.EqualTo(3));
    }

    [TestCase("""{"token":null,"groups":[{}]}""")]
    [TestCase("""{"token":null,"groups":[5]}""")]
    [TestCase("""{"token":null,"groups":[{"token":"vr3.a.b"}]}""")]
    public void Read_campaign_with_damage_names_the_line(string line)
    {
        _sandbox.Write("f", line);
        Assert.That(() => Read("f"), Throws.TypeOf<CliException>().With.Message.StartsWith("f(1,1): error: "));
    }

    [Test]
    public void Read_file_with_damage_names_each_line()
    {
        _sandbox.Write("f", $"{s_token}\n{s_token[..^1]}\n{{\"x\":1}}\n{{broken\n");
        var error = Assert.Throws<CliException>(() => Read("f"));
        Assert.That(error.Message.Split('\n').Select(line => line[..line.IndexOf(": error", StringComparison.Ordinal)]), Is.EqualTo(new[] { "f(2,1)", "f(3,1)", "f(4,1)" }));
    }

    [TestCase("", "f holds no replay token")]
    [TestCase("[1]", "f(1,1): error: This is no replay token")]
    public void Read_file_without_tokens_is_an_error(string text, string message)
    {
        _sandbox.Write("f", text);
        Assert.That(() => Read("f"), Throws.TypeOf<CliException>().With.Message.StartsWith(message));
    }

    private IReadOnlyList<ReplayToken> Read(string what)
    {
        using var host = new CliHost
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingFolder = _sandbox.Folder,
            Interruption = new Interruption(),
        };
        return TokenReader.Read(host, what);
    }
}
