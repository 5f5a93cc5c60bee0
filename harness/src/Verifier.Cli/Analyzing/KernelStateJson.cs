using System.Text.Json;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Cli.Analyzing;

/// <summary>The kernel's state as JSON properties. Addresses are texts: many readers keep no more than 53 bits of a number.</summary>
internal static class KernelStateJson
{
    /// <summary>Writes the properties into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, KernelState kernel)
    {
        json.WriteString("verifierFlags", FormattableString.Invariant($"0x{kernel.VerifierFlags:x8}"));
        json.WriteNumber("irql", kernel.Irql);
        AnalysisDocument.Array(json, "poolUsed", kernel.Tags, tag => WriteTag(json, tag));
        AnalysisDocument.Array(json, "held", kernel.Held, held => WriteHeld(json, held));
        AnalysisDocument.Array(json, "irps", kernel.Irps, irp => WriteIrp(json, irp));
        WriteCode(json, kernel.Code);
        AnalysisDocument.Array(json, "memory", kernel.Memory, dump => WriteMemory(json, dump));
    }

    private static void WriteCode(Utf8JsonWriter json, StoppedCode? code)
    {
        if (code is null)
        {
            json.WriteNull("code");
            return;
        }

        json.WriteStartObject("code");
        json.WriteStartObject("registers");
        foreach (var register in code.Registers)
        {
            json.WriteString(register.Name, Address(register.Value));
        }

        json.WriteEndObject();
        AnalysisDocument.Array(json, "instructions", code.Code, one => WriteInstruction(json, one));
        AnalysisDocument.Array(json, "frames", code.Frames, frame => WriteFrame(json, frame));
        json.WriteEndObject();
    }

    private static void WriteInstruction(Utf8JsonWriter json, StoppedInstruction one)
    {
        json.WriteStartObject();
        json.WriteString("address", Address(one.Address));
        json.WriteString("image", one.ImagePlace);
        json.WriteString("routine", one.RoutinePlace);
        json.WriteString("bytes", Convert.ToHexString(one.Bytes.AsSpan()));
        json.WriteString("text", one.Text);
        json.WriteBoolean("current", one.IsCurrent);
        json.WriteEndObject();
    }

    private static void WriteFrame(Utf8JsonWriter json, StoppedFrame frame)
    {
        json.WriteStartObject();
        json.WriteString("stackPointer", Address(frame.StackPointer));
        json.WriteString("place", frame.Place);
        json.WriteString("file", frame.File);
        json.WriteNumber("line", frame.Line);
        json.WriteEndObject();
    }

    private static void WriteMemory(Utf8JsonWriter json, MemoryDump dump)
    {
        json.WriteStartObject();
        json.WriteString("address", Address(dump.Address));
        json.WriteString("name", dump.Name);
        json.WriteString("kind", dump.Kind);
        AnalysisDocument.Array(json, "rows", dump.Rows, row =>
        {
            json.WriteStartObject();
            json.WriteString("address", Address(row.Address));
            json.WriteString("bytes", row.Bytes.IsEmpty ? null : Convert.ToHexString(row.Bytes.AsSpan()));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WriteTag(Utf8JsonWriter json, TagUse tag)
    {
        json.WriteStartObject();
        json.WriteString("tag", tag.Tag);
        json.WriteString("type", tag.IsPaged ? "Paged" : "Nonp");
        json.WriteNumber("allocs", tag.Allocs);
        json.WriteNumber("frees", tag.Frees);
        json.WriteNumber("diff", tag.Diff);
        json.WriteNumber("bytes", tag.Bytes);
        json.WriteNumber("perAlloc", tag.PerAlloc);
        json.WriteEndObject();
    }

    private static void WriteHeld(Utf8JsonWriter json, HeldResource held)
    {
        json.WriteStartObject();
        json.WriteString("address", Address(held.Address));
        json.WriteNumber("callNumber", held.CallNumber);
        json.WriteString("what", held.ToString());
        json.WriteString("acquiredBy", held.AcquiredBy);
        json.WriteString("place", held.Origin is { Place.Length: > 0 } known ? known.Place : null);
        json.WriteString("operation", held.Origin is { Operation.Length: > 0 } origin ? origin.Operation : null);
        json.WriteEndObject();
    }

    private static void WriteIrp(Utf8JsonWriter json, IrpState irp)
    {
        json.WriteStartObject();
        json.WriteString("address", Address(irp.Address));
        json.WriteString("kind", irp.Kind);
        json.WriteString("request", irp.Request.Length > 0 ? irp.Request : null);
        json.WriteNumber("stackCount", irp.StackCount);
        json.WriteNumber("currentLocation", irp.CurrentLocation);
        json.WriteString("status", irp.Status.ToString());
        json.WriteString("information", FormattableString.Invariant($"{irp.Information}"));
        json.WriteBoolean("complete", irp.IsComplete);
        json.WriteString("cancelRoutine", irp.CancelRoutine);
        AnalysisDocument.Array(json, "locations", irp.Locations, location => WriteLocation(json, location));
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, IrpLocation location)
    {
        json.WriteStartObject();
        json.WriteNumber("number", location.Number);
        json.WriteString("function", location.Function);
        json.WriteString("device", location.Device);
        json.WriteBoolean("pending", location.IsPending);
        json.WriteString("completionRoutine", location.CompletionRoutine);
        json.WriteEndObject();
    }

    private static string Address(ulong address) => FormattableString.Invariant($"0x{address:x16}");
}
