namespace Tollgate.Security.Injection;

/// <summary>A row of the catalogue of signatures: words of given classes, one after the other, with at most so many words between.</summary>
/// <param name="Rule">What findings carry.</param>
/// <param name="Steps">Classes and the gap allowed before each.</param>
/// <param name="User">How sure a match is in what a user wrote.</param>
/// <param name="Data">How sure it is in tool results and files, which have no orders to give.</param>
/// <param name="IsLoose">Whether the steps may come in any order.</param>
internal sealed record Signature(Rule Rule, (ulong Classes, int Gap)[] Steps, float User, float Data, bool IsLoose)
{
    /// <summary>The last word of the match that starts at the word; -1 when there is none.</summary>
    public int Match(WordList words, int start)
    {
        var at = start;
        for (var step = 1; step < Steps.Length; step++)
        {
            at = Next(words, at, Steps[step]);
            if (at < 0)
            {
                return -1;
            }
        }

        return at;
    }

    /// <summary>The last word of a match in any order around the word that is of the first class; -1 when there is none.</summary>
    public int MatchLoosely(WordList words, int start)
    {
        var last = start;
        for (var step = 1; step < Steps.Length; step++)
        {
            var found = Near(words, start, Steps[step]);
            if (found < 0)
            {
                return -1;
            }

            last = Math.Max(last, found);
        }

        return last;
    }

    private static int Next(WordList words, int at, (ulong Classes, int Gap) step)
    {
        var last = Math.Min(words.Count - 1, at + 1 + step.Gap);
        for (var word = at + 1; word <= last && !words.StartsSentence(word); word++)
        {
            if ((words.Classes[word] & step.Classes) != 0)
            {
                return word;
            }
        }

        return -1;
    }

    private static int Near(WordList words, int at, (ulong Classes, int Gap) step)
    {
        var last = Math.Min(words.Count - 1, at + 1 + step.Gap);
        for (var word = Math.Max(0, at - 1 - step.Gap); word <= last; word++)
        {
            if (word != at && (words.Classes[word] & step.Classes) != 0)
            {
                return word;
            }
        }

        return -1;
    }
}
