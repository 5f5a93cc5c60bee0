using Verifier.Cli.Text;

namespace Verifier.Tests.Cli.Text;

public sealed class ColourChoiceTests
{
    [TestCase("", false, false, ExpectedResult = true)]
    [TestCase("", true, false, ExpectedResult = false)]
    [TestCase("", false, true, ExpectedResult = false)]
    [TestCase("TERM=dumb", false, false, ExpectedResult = false)]
    [TestCase("NO_COLOR=", false, false, ExpectedResult = true)]
    [TestCase("NO_COLOR=0", false, false, ExpectedResult = false)]
    [TestCase("NO_COLOR=1;FORCE_COLOR=1", false, false, ExpectedResult = false)]
    [TestCase("FORCE_COLOR=1", true, false, ExpectedResult = true)]
    [TestCase("FORCE_COLOR=0", true, false, ExpectedResult = false)]
    [TestCase("CLICOLOR_FORCE=1", true, false, ExpectedResult = true)]
    [TestCase("FORCE_COLOR=1", false, true, ExpectedResult = false)]
    public bool IsWanted_follows_environment_stream_and_option(string variables, bool redirected, bool refused)
    {
        var environment = variables.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return ColourChoice.IsWanted(name => environment.GetValueOrDefault(name), redirected, refused);
    }
}
