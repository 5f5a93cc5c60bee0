using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Verifier.Cli.Host;
using Verifier.Engine.Planning;
using Verifier.Workers;
using Verifier.Workers.Asking;
using Verifier.Workers.Loading;
using Verifier.Workers.Working;

namespace Verifier.Tests.Cli.Commands.Compiled;

/// <summary>What is no driver, and hosts that run none: one sentence each, and the others go on.</summary>
public sealed class CompiledRefusalTests
{
    private static readonly string s_mac = CompiledHost.ProblemOf("macOS", Architecture.Arm64)!;

    private CompiledSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CompiledSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [TestCase("empty", "it is empty")]
    [TestCase("truncated", "")]
    [TestCase("headers", "")]
    [TestCase("text", "")]
    [TestCase("arm64", "ARM64")]
    [TestCase("x86", "")]
    [TestCase("dotnet", "")]
    [TestCase("huge", "no driver is that large")]
    [TestCase("user-mode", "it is a user-mode console program")]
    [TestCase("packed", "it is packed")]
    [TestCase("damaged", "so the file is damaged; copy or build it again")]
    [TestCase("pipe", "no regular file")]
    [TestCase("broken-link", "it is a link to build/none.sys, which does not exist")]
    [TestCase("link-to-itself", "symbolic links")]
    public void File_that_is_no_driver_is_refused_in_one_sentence(string what, string says)
    {
        MakeBad(what);
        _sandbox.Driver(CompiledSandbox.Swap, "good.sys", hasPdb: false);
        _sandbox.Script("s/any.yaml", "\"*\"");
        _sandbox.Script("t/own.yaml", "../bad.sys");
        using (Assert.EnterMultipleScope())
        {
            string[][] commands = [["run", "s", "--drivers", "bad.sys"], ["run", "t"], ["list", "drivers", "--drivers", "bad.sys"], ["run", "s", "--driver", "bad.sys"],
                ["new", "scenario", "--driver", "bad.sys", "--output", "new.yaml"], ["inspect", "good.sys", "--with", "bad.sys"]];
            foreach (var arguments in commands)
            {
                var outcome = _sandbox.Run(arguments);
                AssertRefused(outcome, "error: bad.sys cannot be loaded: ", says, arguments);
            }

            AssertRefused(_sandbox.Run("inspect", "bad.sys"), "error: bad.sys: ", says, ["inspect"]);

            Assert.That(_sandbox.Run("lint", "t").Out, Does.StartWith("t/own.yaml(2,10): error VS1435: bad.sys cannot be loaded: "));
        }
    }

    [Test]
    public void Folder_that_is_called_like_a_driver_is_told_to_be_one()
    {
        Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "x.sys"));
        _sandbox.Script("s/own.yaml", "../x.sys");
        var named = _sandbox.Run("list", "drivers", "--drivers", "x.sys");
        Assert.That((named.Code, named.Error), Is.EqualTo((ExitCode.Usage, "error: x.sys is a folder; name a driver file (.sys) in it, or all of them as x.sys/*.sys\n")));
        Assert.That(_sandbox.Run("run", "s").Error, Is.EqualTo(named.Error));
    }

    [Test]
    public void File_that_does_not_exist_is_an_error_at_its_place()
    {
        _sandbox.Script("s/own.yaml", "[ ../none.sys ]");
        var outcome = _sandbox.Run("run", "s");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((
            ExitCode.NothingSelected, "s/own.yaml(2,12): error VS1435: there is no driver file none.sys; build the driver, or name its .sys with --driver\n")));
        var named = _sandbox.Run("run", "s", "--driver", "none.sys");
        Assert.That((named.Code, named.Error), Is.EqualTo((ExitCode.Usage, "error: none.sys does not exist; build the driver and name its .sys\n")));
    }

    [Test]
    public void Link_is_followed_and_a_broken_one_does_not_exist()
    {
        CompiledSandbox.NeedsHost();
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        File.CreateSymbolicLink(Path.Combine(_sandbox.Folder, "link.sys"), "build/array-cache-naive-c.sys");
        File.CreateSymbolicLink(Path.Combine(_sandbox.Folder, "broken.sys"), "build/none.sys");
        _sandbox.Script("s/own.yaml", "../link.sys");
        Assert.That(_sandbox.Run("run", "s").Out, Does.Match("own +link +pass"));
        Assert.That(_sandbox.Run("list", "drivers", "--drivers", "broken.sys").Error, Does.StartWith("error: broken.sys cannot be loaded: it is a link to build/none.sys, which does not exist; "));
    }

    [Test]
    public void File_that_is_replaced_while_it_is_explored_is_refused_by_the_worker()
    {
        var driver = Path.Combine(_sandbox.Folder, _sandbox.Driver(CompiledSandbox.Naive, "driver.sys", hasPdb: false));
        var path = Path.Combine(_sandbox.Folder, _sandbox.Script("s/own.yaml", "../driver.sys"));
        var script = ScenarioLoader.ReadAll([new ScenarioFile(path, "s/own.yaml")], _ => { })[0];
        var plan = Planner.Make(script, CompiledLoader.Describe(CompiledLoader.Read(driver, "driver.sys", symbolFolders: null)));
        var order = WorkOrderReader.Order(WorkerAttempts.TargetOf(plan, path), one => one, [], []);
        var reader = new WorkOrderReader();
        Assert.That(reader.Read(order, _ => { }).Driver.BuildHash, Is.EqualTo(plan.Driver.BuildHash));
        _sandbox.Driver(CompiledSandbox.Swap, "driver.sys", hasPdb: false);
        Assert.That(() => new WorkOrderReader().Read(order, _ => { }), Throws.TypeOf<RefusalException>().With.Message.EqualTo(
            "the driver driver was built again while it was explored; give the command again"));
        var next = order with { BuildHash = CompiledLoader.Describe(CompiledLoader.Read(driver, "driver.sys", symbolFolders: null)).BuildHash };
        Assert.That(reader.Read(next, _ => { }).Driver.BuildHash, Is.EqualTo(next.BuildHash), "a worker that waited reads a driver that was built again");
    }

    [Test]
    public void Two_files_with_one_name_are_refused()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "a/driver.sys", hasPdb: false);
        _sandbox.Driver(CompiledSandbox.Swap, "b/Driver.sys", hasPdb: false);
        _sandbox.Script("s/both.yaml", "[ ../a/driver.sys, ../b/Driver.sys ]");
        const string sentence = "error: two drivers are named \"driver\", in a/driver.sys and in b/Driver.sys; give each a name of its own or name one file only\n";
        var outcome = _sandbox.Run("run", "s");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, sentence)));
        Assert.That(_sandbox.Run("list", "drivers", "--drivers", "a", "--drivers", "b").Error, Is.EqualTo(sentence));
    }

    [Test]
    public void File_of_the_command_line_takes_the_place_of_the_scripts()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "a/driver.sys", hasPdb: false);
        _sandbox.Driver(CompiledSandbox.Swap, "b/driver.sys", hasPdb: false);
        _sandbox.Script("s/own.yaml", "../a/driver.sys");
        using var builds = System.Text.Json.JsonDocument.Parse(_sandbox.Run("list", "drivers", "--drivers", "b", "--format", "json").Out);
        var build = builds.RootElement.GetProperty("drivers")[0].GetProperty("build").GetString()!;
        var forecast = _sandbox.Run("run", "s", "--driver", "b/driver.sys", "--what-if", "--format", "json");
        CompiledSandbox.NeedsHost();
        _sandbox.Run("run", "s", "--driver", "b/driver.sys");
        Assert.That(_sandbox.Cli.Read("reports/latest/results.ndjson"), Does.Contain(build), forecast.Out);
    }

    [Test]
    public void Isolation_none_is_refused()
    {
        CompiledSandbox.NeedsHost();
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Script("s/own.yaml", "../build/*.sys");
        foreach (var explore in new[] { Array.Empty<string>(), ["--explore", "each"], ["--what-if"] })
        {
            var outcome = _sandbox.Run(["run", "s", "--isolation", "none", .. explore]);
            Assert.That((outcome.Code, outcome.Error), Is.EqualTo((
                ExitCode.Usage, "error: array-cache-naive-c is a compiled driver, and those run in worker processes only; give the command without --isolation none\n")));
        }
    }

    [Test]
    public void Other_host_refuses_compiled_drivers_and_goes_on_with_models()
    {
        _sandbox.Cli.CompiledProblem = s_mac;
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Script("s/own.yaml", "../build/*.sys");
        var refused = _sandbox.Run("run", "s");
        Assert.That((refused.Code, refused.Error), Is.EqualTo((ExitCode.Usage, $"error: {s_mac}\n")));
        _sandbox.Script("s/models.yaml", "array-cache-static");
        var mixed = _sandbox.Run("run", "s");
        Assert.That((mixed.Code, mixed.Error), Is.EqualTo((
            ExitCode.Ok, $"warning: {s_mac}; left out: s/own.yaml with array-cache-naive-c\nresults: reports/latest/results.ndjson\n")));
        Assert.That(mixed.Out, Does.EndWith("1 run: 1 pass\n"));
        Assert.That(_sandbox.Run("run", "s", "--driver", "build/array-cache-naive-c.sys").Error, Is.EqualTo($"error: {s_mac}\n"));
        Assert.That(_sandbox.Run("lint", "s").Code, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public void Other_host_names_every_script_of_which_it_leaves_out_a_run()
    {
        _sandbox.Cli.CompiledProblem = s_mac;
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys", hasPdb: false);
        _sandbox.Driver(CompiledSandbox.Swap, "build/array-cache-swap-c.sys", hasPdb: false);
        _sandbox.Script("s/both.yaml", "[ array-cache-static, ../build/*.sys ]");
        _sandbox.Script("s/models.yaml", "array-cache-static");
        _sandbox.Script("s/own.yaml", "../build/array-cache-swap-c.sys");
        foreach (var explore in new[] { Array.Empty<string>(), ["--explore", "each"] })
        {
            var mixed = _sandbox.Run(["run", "s", .. explore]);
            Assert.That((mixed.Code, mixed.Error.Split('\n')[0]), Is.EqualTo((
                ExitCode.Ok,
                $"warning: {s_mac}; left out: s/both.yaml with array-cache-naive-c and array-cache-swap-c, s/own.yaml with array-cache-swap-c")));
            Assert.That(mixed.Error.Split('\n').Count(line => line.StartsWith("warning", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [Test]
    public void Other_hosts_are_told_where_compiled_drivers_run()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CompiledHost.ProblemOf("Linux", Architecture.X64), Is.Null);
            Assert.That(CompiledHost.ProblemOf("Linux", Architecture.Arm64), Does.Contain("Linux arm64").And.Contains("container"));
            Assert.That(CompiledHost.ProblemOf("Windows", Architecture.X64), Does.Contain("Windows x64").And.Contains("WSL 2"));
        }
    }

    // One sentence, with what to do behind its semicolon, and nothing else.
    private static void AssertRefused(CliOutcome outcome, string beginning, string says, string[] arguments)
    {
        Assert.That(outcome.Error, Does.StartWith(beginning).And.Contains(says).And.Contains("; "), string.Join(' ', arguments));
        Assert.That(outcome.Error.TrimEnd('\n'), Does.Not.Contain('\n'));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage), outcome.Error);
    }

    private static void NeedsLinks()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("Pipes and links of this kind are on Linux only.");
        }
    }

    private void MakeBad(string what)
    {
        var path = Path.Combine(_sandbox.Folder, "bad.sys");
        _sandbox.Driver(CompiledSandbox.Naive, "bad.sys", hasPdb: false);
        var bytes = File.ReadAllBytes(path);
        var machine = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(0x3C)) + 4;
        switch (what)
        {
            case "huge":
                using (var file = File.OpenWrite(path))
                {
                    file.SetLength(5L << 30);
                }

                return;
            case "pipe":
                NeedsLinks();
                File.Delete(path);
                using (var made = System.Diagnostics.Process.Start("mkfifo", path))
                {
                    made.WaitForExit();
                    Assert.That(made.ExitCode, Is.Zero);
                }

                return;
            case "broken-link" or "link-to-itself":
                NeedsLinks();
                File.Delete(path);
                File.CreateSymbolicLink(path, what == "broken-link" ? "build/none.sys" : "bad.sys");
                return;
            case "user-mode":
                const int subsystem = 88;
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(machine + subsystem), 3);
                break;
            case "packed":
                const int sections = 260;
                "UPX0\0\0\0\0"u8.CopyTo(bytes.AsSpan(machine + sections));
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(machine + sections + 16), 0);
                break;
            case "damaged":
                const int alignment = 52;
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(machine + alignment), 0x1001);
                break;
            case "dotnet":
                File.Copy(typeof(CompiledRefusalTests).Assembly.Location, path, overwrite: true);
                return;
            case "arm64":
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(machine), 0xAA64);
                break;
            case "x86":
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(machine), 0x14C);
                break;
            default:
                bytes = what switch
                {
                    "empty" => [],
                    "headers" => bytes[..200],
                    "truncated" => bytes[..(bytes.Length / 2)],
                    _ => "MZ is how it begins, and this is how it ends."u8.ToArray(),
                };
                break;
        }

        File.WriteAllBytes(path, bytes);
    }
}
