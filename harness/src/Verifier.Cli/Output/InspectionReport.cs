using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Cli.Logging;
using Verifier.Cli.Text;

namespace Verifier.Cli.Output;

/// <summary>Prints an inspection for people.</summary>
internal sealed class InspectionReport(TextWriter output, bool hasColours, Verbosity verbosity)
{
    private const int SitesShown = 4;

    /// <summary>Prints it.</summary>
    /// <param name="inspection">The inspection.</param>
    /// <param name="pdb">The PDB that lies beside the image; null when none does.</param>
    public void Write(ImageInspection inspection, string? pdb)
    {
        if (verbosity > Verbosity.Quiet)
        {
            WriteFacts(inspection, pdb);
            WriteSections(inspection.Image);
        }

        if (verbosity > Verbosity.Quiet || inspection.Runnability != Runnability.Complete)
        {
            WriteImports(inspection.Imports);
        }

        if (verbosity > Verbosity.Quiet)
        {
            WriteRequested(inspection.Imports);
            WritePatches(inspection);
            WriteComparisons(inspection);
            output.WriteLine();
        }

        WriteVerdict(inspection);
    }

    private void WriteFacts(ImageInspection inspection, string? pdb)
    {
        var image = inspection.Image;
        var table = new TextTable("what", "found");
        table.Add("kind", inspection.Kind);
        table.Add("architecture", "x64");
        table.Add("image", $"{Words.Count(image.SizeOfImage, "byte")}, base 0x{image.PreferredBase:X}, entry {InspectionWords.Rva(image.EntryRva)}");
        table.Add("SHA-256", image.Sha256);
        table.Add("toolchain", inspection.Toolchain.Text);
        table.Add("protections", Words.List(InspectionWords.Of(inspection.Protections)));
        table.Add("PDB", PdbText(image.Debug, pdb));
        table.Add("imports", string.Join(", ", Enum.GetValues<ImportState>().Select(s => $"{inspection.Imports.Count(s)} {InspectionWords.Of(s)}")));
        table.Add("patches", $"{inspection.Patches.Length}");
        Write(table);
    }

    private static string PdbText(PdbReference? debug, string? pdb) => debug is null ? "none recorded"
        : $"{(pdb is null ? "not found beside the image" : $"found, {pdb}")}; recorded {debug.Path}, {debug.Guid}, age {debug.Age}";

    private void WriteSections(PeFile image)
    {
        var table = new TextTable("section", ">rva", ">bytes", ">in file", "pages");
        foreach (var section in image.Sections)
        {
            var pages = Words.List(InspectionWords.Of(section), "read-only");
            table.Add(section.Name, InspectionWords.Rva(section.Rva), section.VirtualSize, section.RawSize, pages);
        }

        output.WriteLine();
        Write(table);
    }

    // What is modelled is no news.
    private void WriteImports(ImportReport imports)
    {
        var shown = imports.Imports.Where(i => verbosity >= Verbosity.Detailed || i.State != ImportState.Modelled).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        var table = new TextTable("state", "module", "import", "used at");
        foreach (var import in shown)
        {
            var state = new Cell(InspectionWords.Of(import.State), import.State == ImportState.Missing ? Colour.Yellow : Colour.None);
            table.Add(state, import.Import.Module, import.Import.Symbol, SitesText(import));
        }

        output.WriteLine();
        Write(table);
        WriteForwarders(shown);
    }

    private void WriteForwarders(List<ImportUse> shown)
    {
        var chains = shown.Select(import => import.Chain.Text).OfType<string>().ToList();
        if (chains.Count > 0)
        {
            output.WriteLine();
        }

        chains.ForEach(chain => output.WriteLine($"forwarded: {Printable.Line(chain)}"));
    }

    private static string SitesText(ImportUse import)
    {
        var shown = import.Sites.Take(SitesShown).Select(InspectionWords.Of);
        var more = import.Sites.Length - SitesShown;
        return Words.List(more > 0 ? shown.Append($"and {more} more") : shown, "nowhere that was found");
    }

    private void WriteRequested(ImportReport imports)
    {
        if (imports.Requested.IsEmpty)
        {
            return;
        }

        var table = new TextTable("state", "may ask MmGetSystemRoutineAddress for");
        foreach (var name in imports.Requested)
        {
            table.Add(name.State == ImportState.Missing ? "gets NULL" : InspectionWords.Of(name.State), name.Name);
        }

        output.WriteLine();
        Write(table);
    }

    private void WritePatches(ImageInspection inspection)
    {
        if (inspection.Patches.IsEmpty)
        {
            return;
        }

        var table = new TextTable(">patch at", "for", ">bytes");
        foreach (var patch in inspection.Patches)
        {
            table.Add(InspectionWords.Rva(patch.Rva), InspectionWords.Of(patch.Kind), patch.Length);
        }

        output.WriteLine();
        Write(table);
    }

    private void WriteComparisons(ImageInspection inspection)
    {
        if (!inspection.Comparisons.IsEmpty)
        {
            output.WriteLine();
        }

        foreach (var comparison in inspection.Comparisons)
        {
            output.WriteLine(
                $"warning: {InspectionWords.Rva(comparison.Rva)} compares with 0x{comparison.Constant:X}, a border of Windows' address space; "
                + "here all addresses are below it.");
        }
    }

    private void WriteVerdict(ImageInspection inspection)
    {
        switch (inspection.Runnability)
        {
            case Runnability.Complete when verbosity > Verbosity.Quiet:
                output.WriteLine("It can run: everything that it imports is there.");
                break;
            case Runnability.WithGaps:
                var missing = Words.Count(inspection.Imports.Count(ImportState.Missing), "missing import");
                output.WriteLine($"It can run, but a run that uses a missing import stops there; it has {missing}.");
                break;
            case Runnability.Impossible:
                inspection.Frameworks.Where(f => !f.IsModelled).ToList().ForEach(f => output.WriteLine($"It cannot run: it {f.Sentence}."));
                break;
            default:
                break;
        }
    }

    private void Write(TextTable table) => table.WriteTo(output, hasColours);
}
