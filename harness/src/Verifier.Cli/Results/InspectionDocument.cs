using System.Text.Json;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Cli.Output;

namespace Verifier.Cli.Results;

/// <summary>An inspection as one JSON document.</summary>
internal static class InspectionDocument
{
    /// <summary>Writes it.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="inspection">The inspection.</param>
    /// <param name="pdb">The PDB that lies beside the image; null when none does.</param>
    public static void Write(Utf8JsonWriter json, ImageInspection inspection, string? pdb)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-inspect/1");
        json.WriteString("runnability", InspectionWords.Of(inspection.Runnability));
        json.WriteString("kind", inspection.Kind);
        WriteStrings(json, "frameworks", inspection.Frameworks.Select(f => f.Sentence));
        WriteImage(json, inspection.Image);
        json.WriteString("toolchain", inspection.Toolchain.Text);
        WriteProtections(json, inspection.Protections);
        WritePdb(json, inspection.Image.Debug, pdb);
        WriteSections(json, inspection.Image);
        WriteImports(json, inspection.Imports);
        WriteRequested(json, inspection.Imports);
        WritePatches(json, inspection);
        WriteComparisons(json, inspection);
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, PeFile image)
    {
        json.WriteString("architecture", "x64");
        json.WriteString("sha256", image.Sha256);
        json.WriteNumber("bytes", image.SizeOfImage);
        json.WriteString("base", $"0x{image.PreferredBase:X}");
        json.WriteString("entry", InspectionWords.Rva(image.EntryRva));
    }

    private static void WriteProtections(Utf8JsonWriter json, Protections protections)
    {
        json.WriteStartObject("protections");
        json.WriteBoolean("stackCookie", protections.HasCookie);
        json.WriteBoolean("controlFlowGuard", protections.HasControlFlowGuard);
        json.WriteBoolean("noExecute", protections.IsNoExecute);
        json.WriteBoolean("dynamicBase", protections.CanMove);
        json.WriteBoolean("memoryIntegrity", protections.FitsMemoryIntegrity);
        json.WriteBoolean("sharesPages", protections.SharesPages);
        WriteStrings(json, "writableCode", protections.WritableCode);
        json.WriteEndObject();
    }

    private static void WritePdb(Utf8JsonWriter json, PdbReference? debug, string? found)
    {
        if (debug is null)
        {
            json.WriteNull("pdb");
            return;
        }

        json.WriteStartObject("pdb");
        json.WriteString("recorded", debug.Path);
        json.WriteString("guid", debug.Guid);
        json.WriteNumber("age", debug.Age);
        json.WriteString("found", found);
        json.WriteEndObject();
    }

    private static void WriteSections(Utf8JsonWriter json, PeFile image)
    {
        json.WriteStartArray("sections");
        foreach (var section in image.Sections)
        {
            json.WriteStartObject();
            json.WriteString("name", section.Name);
            json.WriteString("rva", InspectionWords.Rva(section.Rva));
            json.WriteNumber("bytes", section.VirtualSize);
            json.WriteNumber("bytesInFile", section.RawSize);
            WriteStrings(json, "pages", InspectionWords.Of(section));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteImports(Utf8JsonWriter json, ImportReport imports)
    {
        json.WriteStartArray("imports");
        foreach (var import in imports.Imports)
        {
            json.WriteStartObject();
            json.WriteString("module", import.Import.Module);
            json.WriteString("name", import.Import.Symbol);
            json.WriteString("state", InspectionWords.Of(import.State));
            json.WriteBoolean("delayed", import.Import.IsDelayed);
            WriteStrings(json, "forwarded", import.Chain.Links.Skip(1));
            json.WriteString("brokenBecause", import.Chain.Break);
            json.WriteStartArray("sites");
            foreach (var site in import.Sites)
            {
                json.WriteStartObject();
                json.WriteString("rva", InspectionWords.Rva(site.Rva));
                json.WriteString("function", site.FunctionRva is { } function ? InspectionWords.Rva(function) : null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRequested(Utf8JsonWriter json, ImportReport imports)
    {
        json.WriteStartArray("requested");
        foreach (var name in imports.Requested)
        {
            json.WriteStartObject();
            json.WriteString("name", name.Name);
            json.WriteString("state", InspectionWords.Of(name.State));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePatches(Utf8JsonWriter json, ImageInspection inspection)
    {
        json.WriteStartArray("patches");
        foreach (var patch in inspection.Patches)
        {
            json.WriteStartObject();
            json.WriteString("rva", InspectionWords.Rva(patch.Rva));
            json.WriteString("for", InspectionWords.Of(patch.Kind));
            json.WriteNumber("bytes", patch.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteComparisons(Utf8JsonWriter json, ImageInspection inspection)
    {
        json.WriteStartArray("addressComparisons");
        foreach (var comparison in inspection.Comparisons)
        {
            json.WriteStartObject();
            json.WriteString("rva", InspectionWords.Rva(comparison.Rva));
            json.WriteString("constant", $"0x{comparison.Constant:X}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
