using Verifier.Binaries.Tests.Building;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Fuzzing;

/// <summary>Sound driver images that have, between them, every table that is read.</summary>
internal static class ImageSamples
{
    /// <summary>A driver with all tables.</summary>
    public static byte[] Full()
    {
        var builder = new PeImageBuilder();
        var slots = builder.Imports("ntoskrnl.exe", "ExAllocatePoolWithTag", "MmGetSystemRoutineAddress", "NoSuchRoutine", "#7");
        builder.Import("WDFLDR.SYS", "WdfVersionBind");
        builder.DelayImport("other.sys", "Late");
        builder.PlaceWide("IoCreateDeviceSecure");
        AddCode(builder, slots);
        AddConfiguration(builder);
        builder.Export("DllInitialize", builder.Text.Rva);
        builder.ExportForwarder("Stall", "HAL.KeStallExecutionProcessor");
        builder.AddPdb(@"D:\build\driver.pdb", new Guid("0b5b1a4e-7f3c-4d1f-9f6e-1c2d3e4f5a6b"), 1);
        builder.AddSection("PAGE", SectionFlags.Code).Place([0xC3]);
        builder.AddSection("INIT", SectionFlags.WritableInit).Place([0xC3]);
        return builder.Build();
    }

    /// <summary>A driver whose sections share pages.</summary>
    public static byte[] Packed()
    {
        var builder = new PeImageBuilder(sectionAlignment: 0x80);
        AddCode(builder, builder.Imports("ntoskrnl.exe", "ExFreePool", "KeTickCount"));
        return builder.Build();
    }

    private static void AddCode(PeImageBuilder builder, uint[] slots)
    {
        var thunk = builder.Text.Assemble(a => a.JumpThrough(builder.Address(slots[0])));
        var table = builder.Rdata.Reserve(12);
        var function = builder.Text.Assemble(a =>
        {
            a.sub(rsp, 0x28);
            a.rdtsc();
            a.mov(rax, 0xFFFF_F780_0000_0014);
            a.mov(rcx, 0xFFFF_8000_0000_0000);
            a.cmp(rax, rcx);
            a.call(builder.Address(thunk.Begin));
            a.CallThrough(builder.Address(slots[1]));
            a.cmp(ecx, 2);
            a.ja(builder.Address(thunk.Begin));
            a.LoadAddress(rdx, builder.Address(table));
            a.movsxd(rax, __dword_ptr[rdx + (rcx * 4)]);
            a.add(rax, rdx);
            a.jmp(rax);
            a.ret();
            a.ret();
            a.ret();
        });
        builder.Entry = function.Begin;
        for (uint i = 0; i < 3; i++)
        {
            builder.Write32(table + (4 * i), function.End - 3 + i - table);
        }

        AddUnwind(builder, function, thunk);
    }

    private static void AddUnwind(PeImageBuilder builder, CodeRange function, CodeRange handler)
    {
        uint[] scopes = [1, function.Begin, function.Begin + 8, handler.Begin, function.Begin + 8];
        builder.Function(function, new UnwindSpec
        {
            Version = 2,
            Flags = UnwindSpec.ExceptionHandler,
            PrologBytes = 4,
            Slots = [UnwindSpec.Slot(1, 6, 1), UnwindSpec.Slot(6, 6, 0), UnwindSpec.Slot(4, 2, 4)],
            HandlerRva = handler.Begin,
            LanguageData = [.. scopes.SelectMany(BitConverter.GetBytes)],
        });
        var code = builder.Text.Assemble(a => { a.nop(); a.ret(); a.nop(); a.ret(); });
        var first = builder.Function(code.Begin, code.Begin + 2, new UnwindSpec { Slots = [UnwindSpec.Slot(1, 1, 0), 20] });
        byte[] entry = [.. new[] { code.Begin, code.Begin + 2, first }.SelectMany(BitConverter.GetBytes)];
        builder.Function(code.Begin + 2, code.End, new UnwindSpec { Flags = UnwindSpec.Chained, LanguageData = entry });
    }

    private static void AddConfiguration(PeImageBuilder builder)
    {
        var at = builder.AddLoadConfiguration();
        builder.WritePointer(at + 88, builder.Data.Reserve(8));
        builder.WritePointer(at + 112, builder.Rdata.Reserve(8));
        builder.WritePointer(at + 120, builder.Rdata.Reserve(8));
        builder.Write32(at + 144, 0x100);
    }
}
