using System.Text.RegularExpressions;
using Verifier.Cli.Host;
using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Cli.Commands.Compiled;

/// <summary><c>with:</c>, drivers beside the driver under test: export drivers, and drivers of the same stack.</summary>
public sealed class WithTests
{
    private const string Workload = """
        system: windows-10-x64
        workload:
          - load
          - open: { device: \Device\ClassClient, as: h }
          - ioctl: { on: h, code: 0x222000, out: 4, varies: [0], name: sessions }
          - close: h
          - unload: { name: unload }

        """;

    private const string Stacked = """
        system: windows-10-x64
        verifier: standard
        workload:
          - load
          - start
          - open: { device: \Device\PnpFunction, as: h }
          - read: { on: h, length: 4, varies: [0], name: first }
          - check: { operation: first, status: STATUS_SUCCESS, information: 4 }
          - close: h
          - remove
          - unload

        """;

    // Passes every request on.
    private const string FilterModel = """
        using Verifier.Kernel;
        using static Verifier.Kernel.NTSTATUS;

        public sealed class ModelFilter : DriverModel
        {
            public override string Name => "model-filter";

            public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
            {
                driverObject.SetAddDevice(AddDevice);
                foreach (var major in new[] { IRP_MJ.IRP_MJ_CREATE, IRP_MJ.IRP_MJ_CLOSE, IRP_MJ.IRP_MJ_READ, IRP_MJ.IRP_MJ_PNP, IRP_MJ.IRP_MJ_POWER, IRP_MJ.IRP_MJ_SYSTEM_CONTROL })
                {
                    driverObject.SetMajorFunction(major, Forward);
                }

                driverObject.SetDriverUnload(Unload);
                return STATUS_SUCCESS;
            }

            private NTSTATUS AddDevice(DriverObject driverObject, DeviceObject physicalDevice)
            {
                var status = IoCreateDevice(driverObject, 8, null, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
                if (!NT_SUCCESS(status))
                {
                    return status;
                }

                var lower = IoAttachDeviceToDeviceStack(device, physicalDevice);
                if (lower.IsNull)
                {
                    IoDeleteDevice(device);
                    return STATUS_NO_SUCH_DEVICE;
                }

                device.DeviceExtension.WritePointer(0, lower.Pointer);
                device.Flags |= lower.Flags & (DEVICE_FLAGS.DO_BUFFERED_IO | DEVICE_FLAGS.DO_DIRECT_IO | DEVICE_FLAGS.DO_POWER_PAGABLE);
                device.Flags &= ~DEVICE_FLAGS.DO_DEVICE_INITIALIZING;
                return STATUS_SUCCESS;
            }

            private NTSTATUS Forward(DeviceObject device, Irp irp)
            {
                var location = IoGetCurrentIrpStackLocation(irp);
                BREAK
                var lower = new DeviceObject(device.DeviceExtension.ReadPointer());
                var isRemove = location.MajorFunction == IRP_MJ.IRP_MJ_PNP && location.MinorFunction == IRP_MN.IRP_MN_REMOVE_DEVICE;
                IoSkipCurrentIrpStackLocation(irp);
                var status = IoCallDriver(lower, irp);
                if (isRemove)
                {
                    IoDetachDevice(lower);
                    IoDeleteDevice(device);
                }

                return status;
            }

            private void Unload(DriverObject driverObject)
            {
            }
        }
        """;

    private CompiledSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox()
    {
        CompiledSandbox.NeedsHost();
        _sandbox = new CompiledSandbox();
        foreach (var name in new[] { "class-library", "class-client-correct-c", "class-client-flawed-c" })
        {
            _sandbox.Driver(name, $"s/{name}.sys");
        }
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox?.Dispose();

    [Test]
    public void Imports_by_name_and_ordinal_are_those_of_the_library()
    {
        Client("correct", "with: class-library.sys\n", "  - { driver: \"*\", outcome: graceful }\n");
        AssertPasses(Run());
    }

    [Test]
    public void Without_it_the_run_ends_at_the_first_call()
    {
        Client("correct", string.Empty);
        var outcome = Run();
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive), outcome.Out + outcome.Error);
        Assert.That(outcome.Out, Does.Contain("the driver called ClassOpenSession of class-library.sys, which is not modelled"));
    }

    [Test]
    public void Name_that_the_loaded_file_lacks_is_missing_and_the_run_says_so()
    {
        _sandbox.Driver("upper-filter-correct-c", "s/class-library.sys");
        Client("correct", "with: [class-library.sys]\n");
        var outcome = Run();
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive), outcome.Out + outcome.Error);
        Assert.That(outcome.Out, Does.Contain("ClassOpenSession of class-library.sys, which the script loads and which has no such export"));
    }

    [Test]
    public void Leak_of_the_library_is_a_finding_that_names_it()
    {
        Client("flawed", "with: class-library.sys\n");
        var outcome = Run("--explore", "each");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unexpected), outcome.Out + outcome.Error);
        Assert.That(outcome.Out, Does.Contain("in class-client-flawed-c.OpenRecord (open_flawed.c:16)")
            .And.Contain("after Unload class-library still holds a pool block of 4 bytes, tag 'ClSe'"));
    }

    [Test]
    public void Nothing_is_injected_into_it_unless_a_fault_names_it()
    {
        const string fault = "faults:\n  - { fail: ExAllocatePoolWithTag, where: { tag: ClSe }, when: { nth: 1 } }\n";
        Client("correct", "with: class-library.sys\n", "  - { driver: \"*\", outcome: graceful }\n", fault);
        Assert.That(Run().Out, Does.Match(@"class-client-correct-c +(broken|surprise|inconclusive)").Or.Match("never reached"));
        Client("correct", "with: class-library.sys\n", "  - { driver: \"*\", outcome: graceful }\n", fault.Replace("tag: ClSe", "tag: ClSe, driver: class-library", StringComparison.Ordinal));
        var outcome = Run();
        Assert.That(outcome.Out, Does.Match(@"class-client-correct-c +pass +1 +0 +1"), outcome.Error);
    }

    [Test]
    public void Failed_initialization_fails_the_load_and_leaves_nothing()
    {
        Client("correct", "with: class-library.sys\n", "  - { driver: \"*\", outcome: graceful }\n",
            "faults:\n  - { fail: ExAllocatePoolWithTag, where: { tag: ClSt, driver: class-library } }\n");
        var outcome = Run("-v", "detailed");
        Assert.That(outcome.Out, Does.Match(@"class-client-correct-c +pass +1 +0 +1"), outcome.Out + outcome.Error);
    }

    [Test]
    public void Token_replays_and_tells_that_the_library_was_built_again()
    {
        Client("flawed", "with: class-library.sys\n", fault: "faults:\n  - { fail: ExAllocatePoolWithTag, where: { tag: Clnt } }\n");
        var token = Token(Run());
        var same = _sandbox.Run("replay", token);
        Assert.That(same.Out, Does.Not.Contain("built again"), same.Error);
        var path = Path.Combine(_sandbox.Folder, "s", "class-library.sys");
        var bytes = File.ReadAllBytes(path);
        bytes[0x4E] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.That(_sandbox.Run("replay", token).Out, Does.Contain("class-client-flawed-c was built again since the token was made"));
    }

    [Test]
    public void Minimal_scenario_has_it_too()
    {
        Client("flawed", "with: class-library.sys\n");
        Run("--explore", "each", "-o", "out");
        var minimal = Directory.GetFiles(Path.Combine(_sandbox.Folder, "out", "minimal"), "*.yaml");
        Assert.That(minimal, Is.Not.Empty);
        Assert.That(File.ReadAllText(minimal[0]), Does.Contain("../../s/class-library.sys"));
        var again = _sandbox.Run("run", Path.GetRelativePath(_sandbox.Folder, minimal[0]));
        Assert.That(again.Code, Is.EqualTo(ExitCode.Unexpected), again.Error);
        Assert.That(again.Out, Does.Contain("unexpected leak").And.Contain("class-library still holds"));
    }

    [TestCase("upper-filter-correct-c", "{ driver: pnp-function-correct, stack: below }")]
    [TestCase("upper-filter-correct-c", "{ driver: lower.sys, stack: below }")]
    [TestCase("pnp-function-correct-c", "{ driver: upper.sys, stack: above }")]
    public void Two_drivers_form_a_stack(string under, string with)
    {
        _sandbox.Driver(under, $"s/{under}.sys");
        _sandbox.Driver("pnp-function-correct-c", "s/lower.sys");
        _sandbox.Driver("upper-filter-correct-c", "s/upper.sys");
        _sandbox.Cli.Write("s/stack.yaml", $"scenario: stack\ndrivers: {under}.sys\nwith: [{with}]\n{Stacked}expect:\n  - {{ driver: \"*\", outcome: graceful }}\n");
        AssertPasses(_sandbox.Run("run", "s/stack.yaml"));
        AssertPasses(_sandbox.Run("run", "s/stack.yaml", "--explore", "each"));
    }

    [Test]
    public void Model_sits_above_a_compiled_driver_under_test()
    {
        Model(string.Empty);
        AssertPasses(_sandbox.Run("run", "s/stack.yaml", "--drivers", "model.dll"));
        AssertPasses(_sandbox.Run("run", "s/stack.yaml", "--drivers", "model.dll", "--explore", "each"));
    }

    [Test]
    public void Bug_check_of_a_driver_beside_names_it()
    {
        Model("if (location.MajorFunction == IRP_MJ.IRP_MJ_READ) { Pointer.Null.Read<uint>(); }");
        var outcome = _sandbox.Run("run", "s/stack.yaml", "--drivers", "model.dll");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.FailsWithoutFault), outcome.Out + outcome.Error);
        Assert.That(outcome.Out, Does.Contain("SYSTEM_SERVICE_EXCEPTION (0x3B/0xC0000005) in ModelFilter.Forward (first)"));
    }

    [TestCase("pnp-function-correct-c.sys", "", "--drivers model.dll")]
    [TestCase("pnp-function-correct-c", "--driver s/pnp-function-correct-c.sys", "--drivers model.dll --drivers s/pnp-function-correct-c.sys")]
    public void Printed_replay_finds_the_assembly_of_a_model_beside(string drivers, string more, string options)
    {
        Model("if (location.MajorFunction == IRP_MJ.IRP_MJ_READ) { Pointer.Null.Read<uint>(); }", drivers);
        string[] given = ["--drivers", "model.dll", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var outcome = _sandbox.Run(["run", "s/stack.yaml", .. given]);
        var command = Regex.Match(outcome.Out, "replay: dotnet verifier (replay .+)\n").Groups[1].Value;
        Assert.That(command, Is.EqualTo($"replay {options} {Token(outcome)}"), outcome.Out + outcome.Error);
        var again = _sandbox.Run(command.Split(' '));
        Assert.That((again.Code, again.Error), Is.EqualTo((ExitCode.FailsWithoutFault, string.Empty)));
        Assert.That(again.Out, Does.StartWith("same: stack with pnp-function-correct-c"));
    }

    [Test]
    public void Compiled_filter_sits_over_a_model_under_test()
    {
        _sandbox.Driver("upper-filter-correct-c", "s/upper.sys");
        _sandbox.Cli.Write("s/stack.yaml", $"scenario: stack\ndrivers: pnp-function-correct\nwith: [{{ driver: upper.sys, stack: above }}]\n{Stacked}");
        AssertPasses(_sandbox.Run("run", "s/stack.yaml"));
        AssertPasses(_sandbox.Run("run", "s/stack.yaml", "--explore", "each"));
        var refused = _sandbox.Run("run", "s/stack.yaml", "--isolation", "none");
        Assert.That((refused.Code, refused.Error), Is.EqualTo((ExitCode.Usage,
            "error: pnp-function-correct is run beside a compiled driver, and those run in worker processes only; give the command without --isolation none\n")));
    }

    [TestCase("nothing.sys", "s/nothing.sys does not exist; build the driver and name its .sys")]
    [TestCase("\"none-*.sys\"", "no file matches 'none-*.sys' of 'with'; build the driver, or mend the path")]
    [TestCase("no-model", "no model matches 'no-model' of 'with'; name a model, or the path of a .sys file")]
    [TestCase("class-client-correct-c.sys", "'with' loads class-client-correct-c beside itself: it is the driver under test already; leave it out of one of 'with' and 'drivers'")]
    [TestCase("class-library.sys, class-library.sys", "'with' loads class-library twice; name it once")]
    [TestCase("{ driver: class-library.sys, stack: below }", "class-library exports DllInitialize: an export driver has no device; leave 'stack: below' out")]
    public void Bad_entry_is_one_sentence_for_run_and_lint(string with, string sentence)
    {
        Client("correct", $"with: [{with}]\n");
        var outcome = Run();
        Assert.That(outcome.Error, Does.Contain(sentence));
        Assert.That(outcome.Code, Is.Not.EqualTo(ExitCode.Ok));
        var lint = _sandbox.Run("lint", "s");
        Assert.That(lint.Out, with == "no-model" ? Does.Contain("0 errors") : Does.Contain(sentence));
    }

    [Test]
    public void Inspect_counts_its_exports()
    {
        Assert.That(_sandbox.Run("inspect", "s/class-client-correct-c.sys").Code, Is.EqualTo(ExitCode.Inconclusive));
        Assert.That(_sandbox.Run("inspect", "s/class-client-correct-c.sys", "--with", "s/class-library.sys").Code, Is.EqualTo(ExitCode.Ok));
        var bad = _sandbox.Run("inspect", "s/class-client-correct-c.sys", "--with", "s/none.sys");
        Assert.That((bad.Code, bad.Error), Is.EqualTo((ExitCode.Usage, "error: s/none.sys does not exist; build the driver and name its .sys\n")));
    }

    private void Model(string broken, string drivers = "pnp-function-correct-c.sys")
    {
        _sandbox.Driver("pnp-function-correct-c", "s/pnp-function-correct-c.sys");
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "model.dll"), FilterModel.Replace("BREAK", broken, StringComparison.Ordinal));
        _sandbox.Cli.Write(
            "s/stack.yaml", $"scenario: stack\ndrivers: {drivers}\nwith: [{{ driver: model-filter, stack: above }}]\n{Stacked}expect:\n  - {{ driver: \"*\", outcome: graceful }}\n");
    }

    private void Client(string which, string with, string expect = "", string fault = "") => _sandbox.Cli.Write(
        "s/session.yaml", $"scenario: session\ndrivers: class-client-{which}-c.sys\n{with}{Workload}{fault}{(expect.Length > 0 ? $"expect:\n{expect}" : string.Empty)}");

    private CliOutcome Run(params string[] more) => _sandbox.Run(["run", "s/session.yaml", .. more]);

    private static void AssertPasses(CliOutcome outcome) => Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Out + outcome.Error);

    private static string Token(CliOutcome outcome) =>
        outcome.Out.Split([' ', '\n']).FirstOrDefault(word => word.StartsWith("vr3.", StringComparison.Ordinal)) ?? throw new InvalidOperationException(outcome.Out + outcome.Error);
}
