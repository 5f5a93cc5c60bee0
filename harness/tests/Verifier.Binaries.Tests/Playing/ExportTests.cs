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

    [TestCase("library.Loop", "library.sys!Loop -> library.sys!Loop -> nothing (the forwarders are a circle)")]
    [TestCase("library.None", "library.sys!Loop -> library.sys!None -> nothing (library.sys has no such export)")]
    [TestCase("other.Loop", "library.sys!Loop -> other.sys!Loop -> nothing (other.sys is not loaded)")]
    [TestCase("library.#7777777", "library.sys!Loop -> nothing ('library.#7777777' names no export)")]
    [TestCase("nothing", "library.sys!Loop -> nothing ('nothing' names no export)")]
    [TestCase("library.", "library.sys!Loop -> nothing ('library.' names no export)")]
    public void Forwarder_that_leads_nowhere_is_a_missing_import(string target, string chain)
    {
        var library = Succeeding();
        library.ExportForwarder("Loop", target);
        Load(library, Library);
        Assert.That(Rig.Load(Calling("Loop")), Is.Null);
        Assert.That(Rig.Stopped!.Unmodelled, Is.EqualTo(new UnmodelledUse(Module, "Loop", UnmodelledKind.Routine) { IsModuleLoaded = true, Chain = chain }));
        Assert.That(Rig.Stopped.ToString(), Does.Contain($"the driver called Loop of library.sys, a forwarder that leads nowhere: {chain}"));
    }

    [Test]
    public void Forwarders_of_two_images_to_each_other_are_followed_to_their_end_or_found_to_be_a_circle()
    {
        var one = Succeeding();
        one.ExportForwarder("Good", "two.Good");
        one.ExportForwarder("Bad", "two.Bad");
        one.Export("End", Returning(one, 0x103));
        var two = Succeeding();
        two.ExportForwarder("Good", "one.End");
        two.ExportForwarder("Bad", "one.Bad");
        Load(one, "one");
        Load(two, "two");
        var client = new PeImageBuilder();
        client.Text.Assemble(code => Call(code, client, "one.sys", "Good"));
        Assert.That(Rig.Load(CompiledRig.Parse(client, "client")), Is.EqualTo(new NTSTATUS(0x103)));
        var other = new PeImageBuilder();
        other.Text.Assemble(code => Call(code, other, "one.sys", "Bad"));
        Assert.That(Rig.Load(CompiledRig.Parse(other, "other")), Is.Null);
        Assert.That(Rig.Stopped!.Unmodelled!.Chain, Is.EqualTo("one.sys!Bad -> two.sys!Bad -> one.sys!Bad -> nothing (the forwarders are a circle)"));
    }

    [Test]
    public void Export_drivers_that_import_from_each_other_are_all_mapped_before_one_is_initialized()
    {
        // DllInitialize of two, which is called first, calls one: 0x100 of its. That of one adds what two has: 0x23.
        var one = new PeImageBuilder();
        var result = one.Data.Reserve(8);
        one.Export("One", Returning(one, 0x100));
        one.Export("DllInitialize", one.Text.Assemble(code =>
        {
            Invoke(code, one, "two.sys", "Two");
            code.Store(one.Address(result), rax);
            code.xor(eax, eax);
            code.ret();
        }).Begin);
        one.Entry = Returning(one, 0);
        var two = new PeImageBuilder();
        var kept = two.Data.Reserve(8);
        two.Export("Two", two.Text.Assemble(code =>
        {
            code.Load(rax, two.Address(kept));
            code.add(rax, 0x23);
            code.ret();
        }).Begin);
        two.Export("DllInitialize", two.Text.Assemble(code =>
        {
            Invoke(code, two, "one.sys", "One");
            code.Store(two.Address(kept), rax);
            code.xor(eax, eax);
            code.ret();
        }).Begin);
        two.Entry = Returning(two, 0);
        Rig.Machine.ExportDrivers.Known = [CompiledRig.Parse(one, "one"), CompiledRig.Parse(two, "two")];
        var client = new PeImageBuilder();
        client.Text.Assemble(code => Call(code, client, "one.sys", "One"));
        Assert.That(Rig.Load(CompiledRig.Parse(client, "client")), Is.EqualTo(new NTSTATUS(0x100)), Rig.Stopped?.ToString());
        Assert.That(Rig.Player.Images.Select(image => image.Driver.Name), Is.EqualTo(new[] { "two", "one", "client" }));
        Assert.That(Rig.Machine.Memory.Read<ulong>(Rig.Player.Images[1].Base + result), Is.EqualTo(0x123UL));
    }

    [Test]
    public void Failed_initialization_in_a_circle_leaves_nothing()
    {
        var one = Initializing(code => code.mov(eax, unchecked((int)0xC000009A)), out _);
        one.Import("two.sys", "Answer");
        var two = Initializing(_ => { }, out _);
        two.Import("one.sys", "Answer");
        two.Export("DllUnload", Returning(two, 0));
        Rig.Machine.ExportDrivers.Known = [CompiledRig.Parse(one, "one"), CompiledRig.Parse(two, "two")];
        var client = Succeeding();
        client.Import("one.sys", "Answer");
        Assert.That(Rig.Load(CompiledRig.Parse(client, "client")), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Rig.Player.Images.Loaded, Is.Empty);
        Assert.That(Rig.Machine.ExportDrivers.Unloaded.Select(image => image.Name), Is.EqualTo(new[] { "one", "two" }), "what was not initialized is not unloaded");
    }

    [Test]
    public void Driver_may_import_from_one_that_is_loaded_after_it_and_is_mapped_once()
    {
        var one = new PeImageBuilder();
        one.Text.Assemble(code => Call(code, one, "two.sys", "Answer"));
        one.Export("Other", Returning(one, 0));
        var two = new PeImageBuilder();
        two.Export("Answer", Returning(two, 0x103));
        two.Entry = two.Text.Assemble(code => Call(code, two, "one.sys", "Other")).Begin;
        var (first, second) = (CompiledRig.Parse(one, "one"), CompiledRig.Parse(two, "two"));
        Rig.Machine.ExportDrivers.Known = [first, second];
        Assert.That(Rig.Load(first), Is.EqualTo(new NTSTATUS(0x103)), Rig.Stopped?.ToString());
        Assert.That(Rig.Machine.Io.Drivers.Find("two"), Is.Null);
        Assert.That(Rig.Load(second), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), Rig.Stopped?.ToString());
        Assert.That(Rig.Player.Images, Has.Count.EqualTo(2));
    }

    [Test]
    public void Import_is_bound_when_the_image_that_exports_it_comes_later()
    {
        var client = Succeeding();
        var slot = client.Import("two.sys", "Answer");
        Load(client, "client");
        var before = Rig.Read(slot);
        var two = new PeImageBuilder();
        var answer = Returning(two, 0);
        two.Export("Answer", answer);
        Load(two, "two");
        var bound = Rig.Machine.Memory.Read<ulong>(Rig.Player.Images[0].Base + slot);
        Assert.That((bound, bound == before), Is.EqualTo((Rig.Image.Base + answer, false)));
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

    private static void Invoke(Assembler code, PeImageBuilder client, string module, string export)
    {
        code.sub(rsp, 0x28);
        code.CallThrough(client.Address(client.Import(module, export)));
        code.add(rsp, 0x28);
    }

    private static void Call(Assembler code, PeImageBuilder client, string module, string export)
    {
        Invoke(code, client, module, export);
        code.ret();
    }
}
