using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Tests.Cli.Loading;
using Verifier.Workers.Hosting;
using Verifier.Workers.Supervising;

namespace Verifier.Tests.Cli.Isolation;

/// <summary>Models whose constructor or name is hostile: they get no process but a worker's.</summary>
public sealed class WorkerCatalogueTests
{
    private CliSandbox _sandbox = null!;
    private readonly List<string> _broken = [];

    [SetUp]
    public void Make_a_script()
    {
        _broken.Clear();
        _sandbox = new CliSandbox();
        _sandbox.Write("s/plain.yaml", "scenario: plain\ndrivers: [\"*\"]\nworkload: [load, unload]\n");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    // In this process each of them would end the tests.
    [TestCase("public Evil() { Environment.Exit(7); }", "ended the process with exit code 7")]
    [TestCase("public Evil() { Environment.FailFast(null); }", "ended the process with Environment.FailFast")]
    [TestCase("static Evil() { Environment.Exit(5); }", "ended the process with exit code 5")]
    public void Explore_model_that_ends_the_process_when_it_is_made_is_named(string member, string how)
    {
        Compile(member, "\"evil\"");
        var outcome = _sandbox.Run("run", "s", "--drivers", "Evil.dll", "--explore", "each", "--isolation", "process");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, $"error: Evil cannot be made: its constructor or Name {how}\n")));
    }

    [Test]
    public void Explore_model_whose_name_ends_the_process_is_named_too()
    {
        Compile("private static string Leave() { Environment.Exit(9); return string.Empty; }", "Leave()");
        var outcome = _sandbox.Run("run", "s", "--drivers", "Evil.dll", "--explore", "each", "--isolation", "process");
        Assert.That(outcome.Error, Is.EqualTo("error: Evil cannot be made: its constructor or Name ended the process with exit code 9\n"));
    }

    [Test]
    public void Read_model_whose_constructor_never_comes_back_is_named()
    {
        Compile("public Evil() { while (true) { } }", "\"evil\"");
        Assert.That(Read("Evil.dll"), Is.Empty);
        Assert.That(_broken, Is.EqualTo(new[] { "Evil cannot be made: its constructor or Name never came back: the worker had to be ended" }));
    }

    [TestCase("public Evil() { Environment.Exit(0); }", "ended the process with exit code 0")]
    [TestCase("public Evil() { throw new InvalidOperationException(\"no\"); }", "threw InvalidOperationException: no")]
    public void Run_model_that_cannot_be_made_is_named_and_the_others_run(string member, string how)
    {
        Compile(member, "\"evil\"", ModelCompiler.Model("Good", "good"));
        _sandbox.Write("s/plain.yaml", "scenario: plain\ndrivers: [\"*\"]\nworkload: [load]\n");
        var outcome = _sandbox.Run("run", "s", "--drivers", "Evil.dll", "--isolation", "process");
        Assert.That(outcome.Error, Does.StartWith($"error: Evil cannot be made: its constructor or Name {how}\n"));
        Assert.That(outcome.Out, Does.EndWith("1 run: 1 pass\n"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive));
    }

    [Test]
    public void Read_gives_what_is_read_in_this_process()
    {
        Compile(string.Empty, "\"good\"");
        var model = Read("Evil.dll").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((model.Name, model.Description, model.AssemblyName), Is.EqualTo(("good", "Good.", "Evil")));
            Assert.That(model.BuildHash, Has.Length.EqualTo(32));
            Assert.That(model.Create!().Name, Is.EqualTo("good"));
        }
    }

    [Test]
    public void Explore_assembly_that_cannot_be_read_is_refused_as_in_this_process()
    {
        var there = _sandbox.Run("run", "s", "--drivers", "None.dll", "--explore", "each", "--isolation", "process");
        var here = _sandbox.Run("run", "s", "--drivers", "None.dll", "--explore", "each", "--isolation", "none");
        Assert.That((there.Code, there.Error), Is.EqualTo((here.Code, here.Error)));
        Assert.That(there.Error, Does.StartWith("error: None.dll does not exist"));
    }

    private IReadOnlyList<Verifier.Engine.Planning.DriverUnderTest> Read(string path)
    {
        using var interruption = new Interruption();
        using var host = new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, WorkingFolder = _sandbox.Folder, Interruption = interruption };
        using var supply = new WorkerSupply(_sandbox.Folder, [], CliWorkers.Settings with { RunFloor = TimeSpan.FromSeconds(3), StartFactor = 4 }, new WorkerPipelines());
        return new WorkerCatalogue(host, supply, [path]).Read(_ => { }, _broken.Add);
    }

    private void Compile(string member, string name, string more = "") => ModelCompiler.Compile(
        Path.Combine(_sandbox.Folder, "Evil.dll"),
        $$"""
        using System;
        using Verifier.Kernel;
        public sealed class Evil : DriverModel
        {
            {{member}}
            public override string Name => {{name}};
            public override string Description => "Good.";
            public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path) => NTSTATUS.STATUS_SUCCESS;
        }
        {{more}}
        """);
}
