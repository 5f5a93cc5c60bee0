using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>The source files of a DWARF line table.</summary>
internal sealed class DwarfFiles
{
    private const ulong ContentPath = 1;
    private const ulong ContentFolder = 2;

    private readonly TextPool _texts;
    private readonly List<string> _folders = [];
    private readonly List<string> _files = [];

    private DwarfFiles(TextPool texts) => _texts = texts;

    /// <summary>Reads the lists of versions 2 to 4. Folder 0 is that of the compilation, which is not known here; file 0 is none.</summary>
    /// <exception cref="BinaryException">They are damaged.</exception>
    public static DwarfFiles ReadLists(ref ByteCursor cursor, TextPool texts)
    {
        var files = new DwarfFiles(texts);
        files._folders.Add("");
        files._files.Add("");
        for (var name = cursor.Text(); name.Length > 0; name = cursor.Text())
        {
            files._folders.Add(texts.Text(name));
        }

        for (var name = cursor.Text(); name.Length > 0; name = cursor.Text())
        {
            files.AddFile(name, ref cursor);
        }

        return files;
    }

    /// <summary>Reads the lists of version 5, each of which begins with a description of its entries.</summary>
    /// <exception cref="BinaryException">They are damaged.</exception>
    public static DwarfFiles ReadDescribed(ref ByteCursor cursor, in DwarfSections sections, TextPool texts)
    {
        var files = new DwarfFiles(texts);
        foreach (var (name, _) in ReadEntries(ref cursor, sections, texts))
        {
            files._folders.Add(name);
        }

        foreach (var (name, folder) in ReadEntries(ref cursor, sections, texts))
        {
            files._files.Add(files.PathOf(folder, name));
        }

        return files;
    }

    /// <summary>Path of a file; null when there is no such file.</summary>
    public string? At(ulong number) => number < (ulong)_files.Count && _files[(int)number].Length > 0 ? _files[(int)number] : null;

    /// <summary>Adds a file of versions 2 to 4: its name was read, its folder, time and size follow.</summary>
    /// <exception cref="BinaryException">These fields are damaged.</exception>
    public void AddFile(ReadOnlySpan<byte> name, ref ByteCursor cursor)
    {
        var folder = cursor.Uleb();
        cursor.Uleb();
        cursor.Uleb();
        _files.Add(PathOf(folder, _texts.Text(name)));
    }

    private static List<(string Name, ulong Folder)> ReadEntries(ref ByteCursor cursor, in DwarfSections sections, TextPool texts)
    {
        var fields = new (ulong Content, ulong Form)[cursor.U8()];
        foreach (ref var field in fields.AsSpan())
        {
            field = (cursor.Uleb(), cursor.Uleb());
        }

        var count = cursor.Uleb();
        if (count > (ulong)cursor.Left || (count > 0 && fields.Length == 0))
        {
            throw cursor.Damaged();
        }

        var entries = new List<(string Name, ulong Folder)>();
        for (; count > 0; count--)
        {
            entries.Add(ReadEntry(ref cursor, fields, sections, texts));
        }

        return entries;
    }

    private static (string Name, ulong Folder) ReadEntry(
        ref ByteCursor cursor, (ulong Content, ulong Form)[] fields, in DwarfSections sections, TextPool texts)
    {
        var (name, folder) = ("", 0ul);
        foreach (var (content, form) in fields)
        {
            switch (content)
            {
                case ContentPath:
                    name = texts.Text(DwarfForms.Text(ref cursor, form, sections));
                    break;
                case ContentFolder:
                    folder = DwarfForms.Number(ref cursor, form);
                    break;
                default:
                    DwarfForms.Skip(ref cursor, form);
                    break;
            }
        }

        return (name, folder);
    }

    // A relative folder is below folder 0, that of the compilation.
    private string PathOf(ulong folder, string name)
    {
        if (folder >= (ulong)_folders.Count || IsWhole(name))
        {
            return name;
        }

        var path = Under(_folders[(int)folder], name);
        return folder == 0 || IsWhole(path) ? path : Under(_folders[0], path);
    }

    private string Under(string folder, string name)
    {
        if (folder is "" or ".")
        {
            return name;
        }

        var separator = folder.Contains('\\') && !folder.Contains('/') ? '\\' : '/';
        return _texts.Joined(folder.TrimEnd(separator), separator, name);
    }

    private static bool IsWhole(string path) => path is ['/' or '\\', ..] or [_, ':', ..];
}
