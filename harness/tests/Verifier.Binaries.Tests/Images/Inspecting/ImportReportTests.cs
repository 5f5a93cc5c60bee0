using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Tests.Building;
using Verifier.Binaries.Tests.Playing;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Images.Inspecting;

/// <summary>The report says of each import whether it is there and where it is used.</summary>
public sealed class ImportReportTests
{
    [TestCase("ntoskrnl.exe", "ExAllocatePoolWithTag", ImportState.Modelled)]
    [TestCase("hal.dll", "ExAllocatePoolWithTag", ImportState.Modelled)]
    [TestCase("ndis.sys", "NdisAllocateMemoryWithTag", ImportState.Modelled)]
    [TestCase("ntoskrnl.exe", "NdisAllocateMemoryWithTag", ImportState.Missing)]
    [TestCase("ndis.sys", "ExAllocatePoolWithTag", ImportState.Missing)]
    [TestCase("ntoskrnl.exe", "PsThreadType", ImportState.Modelled)]
    [TestCase("ntoskrnl.exe", "memmove", ImportState.Modelled)]
    [TestCase("ntoskrnl.exe", "__C_specific_handler", ImportState.Modelled)]
    [TestCase("ntoskrnl.exe", "NoSuchRoutine", ImportState.Missing)]
    [TestCase("other.sys", "ExFreePool", ImportState.Missing)]
    [TestCase("ntoskrnl.exe", "#12", ImportState.Missing)]
    public void Import_has_a_state(string module, string name, object state)
    {
        var builder = Minimal();
        builder.Import(module, name);
        Assert.That(Report(builder).Imports.Single().State, Is.EqualTo(state));
    }

    [Test]
    public void Inert_routine_is_told_apart() => Assert.That(new ImportTarget(ImportTargetKind.Routine, new Ddi("Inert", [], false) { IsInert = true }).State, Is.EqualTo(ImportState.Inert));

    [Test]
    public void Call_and_load_of_a_slot_are_sites_in_their_function()
    {
        var builder = new PeImageBuilder();
        var slot = builder.Import("ntoskrnl.exe", "NoSuchRoutine");
        var code = builder.Text.Assemble(a =>
        {
            a.CallThrough(builder.Address(slot));
            a.Load(rax, builder.Address(slot));
            a.ret();
        });
        builder.Function(code, new UnwindSpec());
        Assert.That(Report(builder).Missing.Single().Sites, Is.EqualTo(new[] { new CallSite(code.Begin, code.Begin), new CallSite(code.Begin + 6, code.Begin) }));
    }

    [Test]
    public void Callers_of_a_thunk_are_the_sites()
    {
        var builder = new PeImageBuilder();
        var slot = builder.Import("ntoskrnl.exe", "NoSuchRoutine");
        var thunk = builder.Text.Assemble(a => a.JumpThrough(builder.Address(slot)));
        var leaf = builder.Text.Assemble(a => a.jmp(builder.Address(thunk.Begin)));
        var caller = builder.Text.Assemble(a =>
        {
            a.call(builder.Address(thunk.Begin));
            a.ret();
        });
        builder.Entry = caller.Begin;
        builder.Export("Leaf", leaf.Begin);
        builder.Function(caller, new UnwindSpec());
        Assert.That(Report(builder).Imports.Single().Sites, Is.EqualTo(new[] { new CallSite(leaf.Begin, null), new CallSite(caller.Begin, caller.Begin) }));
    }

    [Test]
    public void Jump_that_nothing_calls_is_a_site()
    {
        var builder = new PeImageBuilder();
        var slot = builder.Import("ntoskrnl.exe", "NoSuchRoutine");
        var tail = builder.Text.Assemble(a => a.JumpThrough(builder.Address(slot)));
        Assert.That(Report(builder).Imports.Single().Sites, Is.EqualTo(new[] { new CallSite(tail.Begin, null) }));
    }

    [Test]
    public void Import_that_nothing_uses_has_no_site()
    {
        var builder = Minimal();
        builder.Import("ntoskrnl.exe", "ExFreePool");
        Assert.That(Report(builder).Imports.Single().Sites, Is.Empty);
    }

    [Test]
    public void Names_that_may_be_asked_for_are_listed()
    {
        var builder = Minimal();
        builder.Import("ntoskrnl.exe", "MmGetSystemRoutineAddress");
        foreach (var text in new[] { "IoCreateDevice", "EtwNoSuchRoutine", "Keyboard", "\\Device\\IoStuff", "PsX" })
        {
            builder.PlaceWide(text);
        }

        builder.PlaceAnsi("ZwClose");
        Assert.That(Report(builder).Requested, Is.EqualTo(new[]
        {
            new RequestedName("EtwNoSuchRoutine", ImportState.Missing),
            new RequestedName("IoCreateDevice", ImportState.Modelled),
        }));
    }

    [Test]
    public void Image_that_cannot_ask_has_no_names()
    {
        var builder = Minimal();
        builder.PlaceWide("IoCreateDevice");
        Assert.That(Report(builder).Requested, Is.Empty);
    }

    [Test]
    public void Sites_of_one_slot_are_bounded()
    {
        var builder = new PeImageBuilder();
        var slot = builder.Import("ntoskrnl.exe", "NoSuchRoutine");
        builder.Text.Assemble(a =>
        {
            for (var i = 0; i <= ImportSites.Most; i++)
            {
                a.CallThrough(builder.Address(slot));
            }
        });
        Assert.That(Report(builder).Imports.Single().Sites, Has.Length.EqualTo(ImportSites.Most));
    }

    [TestCase("b.Y", "a.sys!X -> b.sys!Y -> nothing (b.sys is not loaded)")]
    [TestCase("a.None", "a.sys!X -> a.sys!None -> nothing (a.sys has no such export)")]
    [TestCase("a.X", "a.sys!X -> a.sys!X -> nothing (the forwarders are a circle)")]
    [TestCase("ntoskrnl.NoSuchRoutine", "a.sys!X -> ntoskrnl.exe!NoSuchRoutine -> nothing (ntoskrnl.exe has no such export)")]
    [TestCase("HAL.#7", "a.sys!X -> hal.dll!#7 -> nothing (hal.dll has no such export)")]
    [TestCase(".Y", "a.sys!X -> nothing ('.Y' names no export)")]
    public void Forwarder_that_leads_nowhere_is_missing_and_its_chain_is_told(string target, string chain)
    {
        var use = Forwarded(target);
        Assert.That((use.State, use.Chain.Text), Is.EqualTo((ImportState.Missing, chain)));
    }

    [TestCase("ntoskrnl.ExFreePool", "a.sys!X -> ntoskrnl.exe!ExFreePool")]
    [TestCase("a.Y", "a.sys!X -> a.sys!Y")]
    [TestCase("a.#2", "a.sys!X -> a.sys!#2")]
    public void Forwarder_that_leads_to_something_is_modelled(string target, string chain)
    {
        var use = Forwarded(target);
        Assert.That((use.State, use.Chain.Text, use.Chain.Break), Is.EqualTo((ImportState.Modelled, chain, (string?)null)));
    }

    [TestCase(0, ImportState.Modelled)]
    [TestCase(1, ImportState.Missing)]
    public void Longest_chain_is_followed_to_its_end(int more, object state)
    {
        var library = Minimal();
        var forwarders = ImportChain.MostForwarders + more;
        for (var i = 0; i < forwarders; i++)
        {
            library.ExportForwarder($"X{i}", $"a.X{i + 1}");
        }

        library.Export($"X{forwarders}", library.Text.Rva);
        var builder = Minimal();
        builder.Import("a.sys", "X0");
        var report = ImportReport.Of(PeFile.Parse(builder.Build()), CompiledRig.Parse(library, "a").Code);
        Assert.That(report.Imports[0].State, Is.EqualTo(state));
    }

    private static ImportUse Forwarded(string target)
    {
        var library = Minimal();
        library.ExportForwarder("X", target);
        library.Export("Y", library.Text.Rva);
        var builder = Minimal();
        builder.Import("a.sys", "X");
        return ImportReport.Of(PeFile.Parse(builder.Build()), CompiledRig.Parse(library, "a").Code).Imports.Single();
    }

    private static ImportReport Report(PeImageBuilder builder) => ImportReport.Of(PeFile.Parse(builder.Build()));

    private static PeImageBuilder Minimal()
    {
        var builder = new PeImageBuilder();
        builder.Text.Place([0xC3]);
        return builder;
    }
}
