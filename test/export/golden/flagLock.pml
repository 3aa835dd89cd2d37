/* flag, N=2 */
/* spin -o1 -o2 -o3 -a FILE && gcc -O1 -w -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000 */
/* after an error ./pan -r | sed -n 's/^step //p' prints its schedule, for lockproof replay --schedule */
/* 'all compete' is not asked: it is to be reachable */
/* not every deadlock is found: a thread that may step, and need not, hides it */
/* who is stuck while others go on is not asked */

bit o0 = 0; /* flag: 0 'free', 1 'taken' */
bit in1_0 = 0; /* T0 in critical */
bit in1_1 = 0; /* T1 in critical */
#define p0 (!in1_0 || (in1_0 && !in1_1))
/* p0: mutual exclusion */

active proctype T0() { /* T0 */
end_L0: /* rest */
  if
  :: d_step { true -> printf("step T0\n") }; goto L1
  fi;
L1: /* flag.when('free').store('taken') */
  if
  :: d_step { o0 == 0 -> o0 = 1; in1_0 = 1; printf("step T0\n"); assert(p0) }; goto L2
  fi;
L2: /* critical */
  if
  :: d_step { true -> in1_0 = 0; printf("step T0\n"); assert(p0) }; goto L3
  fi;
L3: /* flag.store('free') */
  if
  :: d_step { true -> o0 = 0; printf("step T0\n") }; goto end_L0
  fi;
}

active proctype T1() { /* T1 */
end_L0: /* rest */
  if
  :: d_step { true -> printf("step T1\n") }; goto L1
  fi;
L1: /* flag.when('free').store('taken') */
  if
  :: d_step { o0 == 0 -> o0 = 1; in1_1 = 1; printf("step T1\n"); assert(p0) }; goto L2
  fi;
L2: /* critical */
  if
  :: d_step { true -> in1_1 = 0; printf("step T1\n"); assert(p0) }; goto L3
  fi;
L3: /* flag.store('free') */
  if
  :: d_step { true -> o0 = 0; printf("step T1\n") }; goto end_L0
  fi;
}
