using System.Text.Json;
using Verifier.Acceptance.Cli;

namespace Verifier.Acceptance.Library.Compiled;

/// <summary>A driver that calls a function which is not modelled, on its error path only: all else of it is tested, and that case says so.</summary>
public sealed class UnmodelledTests
{
    private const string Folder = "drivers-under-test/compiled/unmodelled";

    private const string WhatToDo = "; to go on, say what its calls return: --stub IoRaiseInformationalHardError=VALUE";
    private const string Said = "the driver called IoRaiseInformationalHardError of ntoskrnl.exe, which is not modelled "
        + "(see \"IoRaiseInformationalHardError function\" in the Windows driver documentation), in unmodelled-popup-c.ReportShortage (report_popup.c:8)";

    private CliProcess _cli = null!;

    [SetUp]
    public void Copy_the_drivers()
    {
        CompiledLibrary.NeedsHost();
        _cli = new CliProcess();
        foreach (var file in Directory.EnumerateFiles(Repository.Path(Folder)))
        {
            File.Copy(file, Path.Combine(_cli.Folder, Path.GetFileName(file)));
        }
    }

    [TearDown]
    public void Drop_the_folder() => _cli?.Dispose();

    [Test]
    public void Explored_case_is_unmodelled_and_the_golden_run_passes()
    {
        var (code, output, _) = _cli.Run("run", "unmodelled-c.yaml", "--explore", "each");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(3), output);
            Assert.That(output, Does.Match("(?m)^unmodelled-c  unmodelled-popup-c  unmodelled +4 +4 +0 +2 *$"));
            Assert.That(output, Does.Match("(?m)^unmodelled-c  unmodelled-print-c  pass +4 +4 +0 +4 *$"));
            Assert.That(output, Does.Contain($"2 of the runs could not be judged; the first, each f3: write #3: {Said}{WhatToDo}\n"));
        }

        var campaigns = File.ReadLines(Path.Combine(_cli.Folder, "reports/latest/results.ndjson"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(record => record.GetProperty("schema").GetString() == "verifier-campaign/1")
            .ToDictionary(record => record.GetProperty("driver").GetString()!);
        var popup = campaigns["unmodelled-popup-c"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(popup.GetProperty("verdict").GetString(), Is.EqualTo("unmodelled"));
            Assert.That(popup.GetProperty("problem").GetString(), Does.EndWith(Said + WhatToDo));
            Assert.That(popup.GetProperty("completeness").GetProperty("inconclusive").GetInt32(), Is.EqualTo(2));
            Assert.That(popup.GetProperty("groups").GetArrayLength(), Is.Zero, "a limit of the harness is no finding");
            Assert.That(campaigns["unmodelled-print-c"].GetProperty("verdict").GetString(), Is.EqualTo("pass"));
        }
    }

    [Test]
    public void Run_with_the_fault_is_unmodelled()
    {
        var (code, output, _) = _cli.Run("run", "unmodelled-c.yaml");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(3), output);
            Assert.That(output, Does.Match("(?m)^unmodelled-c  unmodelled-popup-c  unmodelled ").And.Match("(?m)^unmodelled-c  unmodelled-print-c  pass "));
            Assert.That(output, Does.Contain($"\n  second-write: {Said}{WhatToDo}\n"));
        }
    }
}
