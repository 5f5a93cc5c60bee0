using Serilog.Events;
using Verifier.Cli.Logging;

namespace Verifier.Tests.Cli.Logging;

public sealed class VerbosityTests
{
    [TestCase("q", LogEventLevel.Error)]
    [TestCase("quiet", LogEventLevel.Error)]
    [TestCase("m", LogEventLevel.Warning)]
    [TestCase("minimal", LogEventLevel.Warning)]
    [TestCase("n", LogEventLevel.Information)]
    [TestCase("Normal", LogEventLevel.Information)]
    [TestCase("d", LogEventLevel.Debug)]
    [TestCase("detailed", LogEventLevel.Debug)]
    [TestCase("diag", LogEventLevel.Verbose)]
    [TestCase("DIAGNOSTIC", LogEventLevel.Verbose)]
    public void TryParse_word_gives_the_level(string word, LogEventLevel level)
    {
        Assert.That(VerbosityWords.TryParse(word, out var verbosity), Is.True);
        Assert.That(verbosity.ToLevel(), Is.EqualTo(level));
    }

    [TestCase("loud")]
    [TestCase("0")]
    [TestCase("")]
    [TestCase(null)]
    public void TryParse_other_word_is_refused(string? word) =>
        Assert.That(VerbosityWords.TryParse(word, out _), Is.False);
}
