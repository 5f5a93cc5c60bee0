using Iced.Intel;
using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>Images that import from each other, and export drivers.</summary>
public sealed class ExportTests : CompiledFixture
{
    private const string Library = "library", Module = "library.sys";

    [Test]
    public void Import_is_the_export_of_the_image_of_that_file_name()
    {
        var library = Succeeding();
        library.Export("Answer", Returning(library, 0x103));
        Load(library, Library);
        Assert.That(Rig.Load(Calling("Answer")), Is.EqualTo(new NTSTATUS(0x103)));
    }

    [Test]
    public void Forwarder_leads_to_the_kernel()
    {
        var library = Succeeding();
        library.ExportForwarder("Irql", "ntoskrnl.KeGetCurrentIrql");
        Load(library, Library);
        Assert.That(Rig.Load(Calling("Irql")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [TestCase("library.Loop")]
    [TestCase("library.None")]
    [TestCase("other.Loop")]
    [TestCase("library.#7777777")]
    [TestCase("nothing")]
    [TestCase("library.")]
    public void Forwarder_that_leads_nowhere_is_a_missing_import(string target)
    {
        var library = Succeeding();
        library.ExportForwarder("Loop", target);
        Load(library, Library);
        Assert.That(Rig.Load(Calling("Loop")), Is.Null);
        Assert.That(Rig.Stopped!.Unmodelled, Is.EqualTo(new UnmodelledUse(Module, "Loop", UnmodelledKind.Routine) { IsModuleLoaded = true }));
    }

    [Test]
    public void Kernel_is_never_another_image()
    {
        var library = Succeeding();
        library.Export("KeGetCurrentIrql", Returning(library, 0x103));
        Load(library, "hal");
        var client = new PeImageBuilder();
        client.Text.Assemble(code => Call(code, client, "hal.sys", "KeGetCurrentIrql"));
        Assert.That(Rig.Load(client), Is.EqualTo(new NTSTATUS(0x103)), "hal.sys is no module of the kernel's");
        var second = new PeImageBuilder();
        second.Text.Assemble(code => Call(code, second, "hal.dll", "KeGetCurrentIrql"));
        Assert.That(Rig.Load(CompiledRig.Parse(second, "second")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Unloaded_image_exports_nothing()
    {
        var library = new PeImageBuilder();
        library.Text.Assemble(code =>
        {
            code.mov(eax, unchecked((int)0xC0000001));
            code.ret();
        });
        library.Export("Answer", Returning(library, 0));
        Assert.That(Rig.Load(CompiledRig.Parse(library, Library)), Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL));
        Assert.That(Rig.Load(Calling("Answer")), Is.Null);
        Assert.That(Rig.Stopped!.Unmodelled!.IsModuleLoaded, Is.False);
    }

    [Test]
    public void Export_driver_is_initialized_with_its_registry_path_and_its_entry_point_is_not_called()
    {
        uint path = 0;
        var library = Initializing(code => { }, out var seen);
        path = seen;
        Know(library);
        Assert.That(Rig.Load(Calling("Answer")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var image = Rig.Player.Images.Single(i => i.Driver.Name == Library);
        Assert.That(Rig.Machine.Memory.Read<ulong>(image.Base + path), Is.Not.Zero);
        Assert.That(Rig.Machine.Io.Drivers.Find(Library), Is.Null);
    }

    [Test]
    public void Failed_initialization_is_the_status_of_the_load_and_unmaps_the_library()
    {
        Know(Initializing(code => code.mov(eax, unchecked((int)0xC000009A)), out _));
        Assert.That(Rig.Load(Calling("Answer")), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Rig.Machine.ExportDrivers.Unloaded.Select(i => i.Name), Is.EqualTo(new[] { Library }));
    }

    [Test]
    public void Export_driver_without_DllUnload_stays_when_its_user_is_gone()
    {
        Know(Initializing(code => { }, out _));
        for (var i = 0; i < 2; i++)
        {
            var client = new PeImageBuilder();
            client.Entry = Returning(client, unchecked((int)0xC0000001));
            client.Import(Module, "Answer");
            Assert.That(Rig.Load(CompiledRig.Parse(client, $"client{i}")), Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL));
        }

        Assert.That(Rig.Machine.ExportDrivers.Unloaded, Is.Empty);
        Assert.That(Rig.Player.Images.Count(i => i.Driver.Name == Library), Is.EqualTo(1));
    }

    private void Know(PeImageBuilder library) => Rig.Machine.ExportDrivers.Known = [CompiledRig.Parse(library, Library)];

    private void Load(PeImageBuilder library, string name) => Assert.That(Rig.Load(CompiledRig.Parse(library, name)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));

    // Its DriverEntry would stop the machine.
    private static PeImageBuilder Initializing(Action<Assembler> more, out uint seen)
    {
        var library = new PeImageBuilder();
        library.Entry = library.Text.Assemble(code => code.ud2()).Begin;
        var path = library.Data.Reserve(8);
        library.Export("Answer", Returning(library, 0));
        library.Export("DllInitialize", library.Text.Assemble(code =>
        {
            code.Store(library.Address(path), rcx);
            code.xor(eax, eax);
            more(code);
            code.ret();
        }).Begin);
        seen = path;
        return library;
    }

    private static PeImageBuilder Succeeding()
    {
        var library = new PeImageBuilder();
        library.Entry = Returning(library, 0);
        return library;
    }

    private static uint Returning(PeImageBuilder image, int value) => image.Text.Assemble(code =>
    {
        code.mov(eax, value);
        code.ret();
    }).Begin;

    private static PeImageBuilder Calling(string export)
    {
        var client = new PeImageBuilder();
        client.Text.Assemble(code => Call(code, client, Module, export));
        return client;
    }

    private static void Call(Assembler code, PeImageBuilder client, string module, string export)
    {
        code.sub(rsp, 0x28);
        code.CallThrough(client.Address(client.Import(module, export)));
        code.add(rsp, 0x28);
        code.ret();
    }
}
