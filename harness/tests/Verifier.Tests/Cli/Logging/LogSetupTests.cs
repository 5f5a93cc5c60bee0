using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using Verifier.Cli.Logging;

namespace Verifier.Tests.Cli.Logging;

/// <summary>The console streams belong to the process, so these tests run alone.</summary>
[NonParallelizable]
public sealed class LogSetupTests
{
    private StringWriter _stdout = new();
    private StringWriter _stderr = new();
    private TextWriter _stdoutBefore = TextWriter.Null;
    private TextWriter _stderrBefore = TextWriter.Null;
    private string _folder = "";

    [SetUp]
    public void Replace_the_console()
    {
        (_stdoutBefore, _stderrBefore) = (Console.Out, Console.Error);
        (_stdout, _stderr) = (new StringWriter(), new StringWriter());
        Console.SetOut(_stdout);
        Console.SetError(_stderr);
        _folder = Directory.CreateTempSubdirectory("verifier-log-").FullName;
    }

    [TearDown]
    public void Restore_the_console()
    {
        SelfLog.Disable();
        Console.SetOut(_stdoutBefore);
        Console.SetError(_stderrBefore);
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void Create_writes_every_level_to_stderr_and_nothing_to_stdout()
    {
        using (var log = LogSetup.Create(new LoggingLevelSwitch(LogEventLevel.Verbose), null, colours: false, _stderr))
        {
            log.Verbose("small talk of {Driver}", "array-cache");
            log.Fatal("the end");
        }

        Assert.That(_stderr.ToString(), Does.Match(@"^\d\d:\d\d:\d\d VRB small talk of array-cache\r?\n\d\d:\d\d:\d\d FTL the end\r?\n$"));
        Assert.That(_stdout.ToString(), Is.Empty);
    }

    [Test]
    public void Create_level_switch_turned_while_in_use_shows_more()
    {
        var level = new LoggingLevelSwitch(LogEventLevel.Error);
        using (var log = LogSetup.Create(level, null, colours: false, _stderr))
        {
            log.Warning("before");
            level.MinimumLevel = LogEventLevel.Warning;
            log.Warning("after");
        }

        Assert.That(_stderr.ToString(), Does.Contain("after").And.Not.Contains("before"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Create_colours_as_told(bool colours)
    {
        using (var log = LogSetup.Create(new LoggingLevelSwitch(), null, colours, _stderr))
        {
            log.Warning("{Driver} failed", "array-cache");
        }

        Assert.That(_stderr.ToString().Contains('\u001b'), Is.EqualTo(colours));
    }

    [Test]
    public void Create_log_file_gets_every_level_although_the_console_is_quiet()
    {
        var path = Path.Combine(_folder, "new", "run.clef");
        using (var log = LogSetup.Create(new LoggingLevelSwitch(LogEventLevel.Error), path, colours: false, _stderr))
        {
            log.Verbose("one");
            log.Information("two");
        }

        Assert.That(
            File.ReadAllLines(path).Select(line => line[line.IndexOf(",\"@mt\"", StringComparison.Ordinal)..]),
            Is.EqualTo(new[] { ",\"@mt\":\"one\",\"@l\":\"Verbose\"}", ",\"@mt\":\"two\"}" }));
        Assert.That(_stderr.ToString(), Is.Empty);
    }

    [Test]
    public void Create_log_file_that_cannot_be_opened_throws() =>
        Assert.That(
            () => LogSetup.Create(new LoggingLevelSwitch(), _folder, colours: false, _stderr),
            Throws.InstanceOf<UnauthorizedAccessException>().Or.InstanceOf<IOException>());
}
